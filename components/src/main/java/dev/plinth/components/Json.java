package dev.plinth.components;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Writes the JSON documents that AWS takes as text, the same bytes for the same content, so that a preview shows no false change. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
            .build();

    private Json() {}

    /**
     * Writes a document.
     *
     * @param document maps (written in the order of their keys), lists (in their own order), texts, numbers and booleans
     */
    public static String write(Object document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a JSON document: " + document, e);
        }
    }
}
