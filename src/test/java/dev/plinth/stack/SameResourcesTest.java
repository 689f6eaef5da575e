package dev.plinth.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.plinth.Repository;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The shipped stacks make the resources that they made before their configuration was divided into maps, with the same inputs: a
 * stack that exists is not changed by an update of this program. The kept file has a digest of each resource.
 */
class SameResourcesTest {

    static final List<String> STACKS = Repository.STACKS;

    private static final ObjectMapper SORTED =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private static final int DIGEST_LENGTH = 16;

    @ParameterizedTest
    @FieldSource("STACKS")
    void noResourceDiffers(String stack) {
        List<String> lines = new ArrayList<>();
        for (JsonNode resource : Repository.stack(stack).record().toJson().path("resources")) {
            lines.add(digest(resource) + " " + resource.path("urn").asText());
        }

        Golden.check(stack + ".graph", lines);
    }

    private static String digest(JsonNode resource) {
        try {
            String text = SORTED.writeValueAsString(SORTED.treeToValue(resource, Object.class));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGEST_LENGTH);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
