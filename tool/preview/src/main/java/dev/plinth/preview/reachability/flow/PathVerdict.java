package dev.plinth.preview.reachability.flow;

import dev.plinth.preview.reachability.network.Hop;
import dev.plinth.preview.reachability.network.Verdict;
import java.util.List;

/** Verdict of one or more filters and routes on a path, with the hops that allow the packet. */
record PathVerdict(Verdict verdict, List<Hop> hops) {

    static final PathVerdict CLOSED = new PathVerdict(Verdict.NO, List.of());

    static PathVerdict of(Verdict verdict, Hop... hops) {
        return new PathVerdict(verdict, List.of(hops));
    }

    /** Returns the more permissive of two alternatives. */
    PathVerdict or(PathVerdict other) {
        return verdict.compareTo(other.verdict) >= 0 ? this : other;
    }

    /** Returns the verdict of filters and routes that must all allow a packet. */
    static PathVerdict all(List<PathVerdict> checks) {
        Verdict verdict = checks.stream().map(PathVerdict::verdict).reduce(Verdict.YES, Verdict::and);
        return verdict == Verdict.NO
                ? CLOSED
                : new PathVerdict(
                        verdict,
                        checks.stream().flatMap(check -> check.hops().stream()).toList());
    }
}
