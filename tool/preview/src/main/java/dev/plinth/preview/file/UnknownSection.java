package dev.plinth.preview.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import java.util.List;

/**
 * Section that cannot be computed from a file.
 *
 * @param key the key of the section
 * @param title the heading of the section
 * @param reason the reason
 */
public record UnknownSection(String key, String title, String reason) implements Section {

    @Override
    public String summary() {
        return "unknown: " + reason;
    }

    @Override
    public Risk risk() {
        return Risk.WARNING;
    }

    @Override
    public JsonNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("unknown", reason);
    }

    @Override
    public List<Block> blocks() {
        return List.of();
    }
}
