package dev.plinth.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void writesKeysInOrderAndListsAsGiven() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("b", List.of("z", "a"));
        document.put("a", Map.of("y", 1, "x", true));

        assertThat(Json.write(document)).isEqualTo("{\"a\":{\"x\":true,\"y\":1},\"b\":[\"z\",\"a\"]}");
    }

    @Test
    void rejectsWhatJsonCannotHold() {
        assertThatThrownBy(() -> Json.write(new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Not a JSON document");
    }
}
