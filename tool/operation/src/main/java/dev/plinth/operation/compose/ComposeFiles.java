package dev.plinth.operation.compose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files that are uploaded to containers, as secrets and configs of a Compose file. All of them are files beside it: Compose rejects
 * inline content for a service with a read-only root.
 *
 * @see <a href="https://github.com/docker/compose/pull/12531">Read-only services accept only file-based secrets and configs</a>
 */
final class ComposeFiles {

    private static final String SECRETS = "secrets";
    private static final String CONFIGS = "configs";

    private final Map<String, MountedFile> byKey = new LinkedHashMap<>();
    private final Set<String> keys = new HashSet<>();

    /** Returns the files. */
    List<MountedFile> files() {
        return List.copyOf(byKey.values());
    }

    /** Adds a container's files to its service, and returns the paths of those that cannot be exported. */
    List<String> mount(GraphResource container, String name, ObjectNode service) {
        List<String> omitted = new ArrayList<>();
        PropertyValue uploads = container.input("uploads");
        for (PropertyValue upload : uploads.elements()) {
            String target = upload.at("file").asText().orElse("");
            boolean secret = uploads != uploads.revealed() || ComposeText.containsSecret(upload);
            if (!upload.at("source").isAbsent() || target.isEmpty()) {
                omitted.add(target);
                continue;
            }
            String path =
                    (secret ? SECRETS : CONFIGS) + "/" + name + "/" + target.replaceAll("^/+|(?<=^|/)\\.\\.?(/|$)", "");
            String key = ComposeText.unique(name + "-" + target.substring(target.lastIndexOf('/') + 1), keys);
            byKey.put(
                    key,
                    new MountedFile(
                            path,
                            content(upload),
                            secret,
                            upload.at("executable").asBoolean().orElse(false)));
            service.withArray(secret ? SECRETS : CONFIGS)
                    .addObject()
                    .put("source", key)
                    .put("target", ComposeText.escaped(target));
        }
        return omitted;
    }

    private static Optional<ByteString> content(PropertyValue upload) {
        PropertyValue base64 = upload.at("contentBase64");
        PropertyValue content = base64.isAbsent() ? upload.at("content") : base64;
        if (content.isUnknown()) {
            return Optional.empty();
        }
        String text = content.asText().orElse("");
        return Optional.of(
                base64.isAbsent()
                        ? ByteString.copyFromUtf8(text)
                        : ByteString.copyFrom(Base64.getMimeDecoder().decode(text)));
    }

    /** Writes the entries of the document. */
    void write(ObjectNode document) {
        byKey.forEach((key, file) -> document.withObject("/" + (file.secret() ? SECRETS : CONFIGS))
                .putObject(key)
                .put("file", "./" + ComposeText.escaped(file.path())));
    }
}
