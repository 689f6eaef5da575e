package dev.plinth.components.cdn;

import java.util.List;
import java.util.Set;

/**
 * Returns what viewers get instead of an origin's error.
 *
 * @param errorCode the status from the origin
 * @param responseCode the status for the viewer
 * @param responsePagePath the page for the viewer, such as {@code /404.html}
 * @param cachingMinTtlSeconds how long CloudFront keeps the error before it asks the origin again, 0 to 31536000 seconds
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html">Custom
 *     error responses</a>
 */
public record ErrorResponse(int errorCode, int responseCode, String responsePagePath, int cachingMinTtlSeconds) {

    /** The statuses that CloudFront replaces. */
    static final Set<Integer> ERROR_CODES = Set.of(400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504);

    private static final int SINGLE_PAGE_TTL_SECONDS = 10;

    /**
     * The responses of an application with one page, which finds its way by the path: what isn't in the bucket is answered with the
     * page. S3 answers 403 for what isn't there, because CloudFront may not list the bucket.
     *
     * @param page the page, such as {@code /index.html}
     */
    public static List<ErrorResponse> singlePageApplication(String page) {
        return List.of(
                new ErrorResponse(403, 200, page, SINGLE_PAGE_TTL_SECONDS),
                new ErrorResponse(404, 200, page, SINGLE_PAGE_TTL_SECONDS));
    }

    boolean isSuccess() {
        return responseCode == 200;
    }

    boolean isValid() {
        return ERROR_CODES.contains(errorCode)
                && (isSuccess() || ERROR_CODES.contains(responseCode))
                && responsePagePath.matches("/\\S+")
                && cachingMinTtlSeconds >= 0
                && cachingMinTtlSeconds <= 31_536_000;
    }
}
