package dev.plinth.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real Chromium without a window, spoken to by its DevTools protocol: real keys, real devices, and the page's own rules in force. */
final class Chromium implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final int TIMEOUT_SECONDS = 120;

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    private Chromium(Process process, String address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), new Listener())
                .join();
    }

    /** The browser of this machine: the variable CHROMIUM, or one of the usual names on the PATH. */
    static Optional<Path> find() {
        Stream<Path> named = Stream.ofNullable(System.getenv("CHROMIUM")).map(Path::of);
        Stream<Path> onPath = NAMES.stream().flatMap(name -> Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name)));
        return Stream.concat(named, onPath).filter(Files::isExecutable).findFirst();
    }

    static Chromium start(Path binary, Path profile) throws Exception {
        Path log = profile.resolve("output.log");
        Process process = new ProcessBuilder(
                        binary.toString(),
                        "--headless",
                        // It sees our own pages only, and a container has no namespaces for a sandbox.
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // It writes there where it listens: the port, then the path.
        Path listening = profile.resolve("DevToolsActivePort");
        while (process.isAlive()
                && !(Files.exists(listening) && Files.readAllLines(listening).size() == 2)) {
            Thread.sleep(50);
        }
        if (!process.isAlive()) {
            throw new IOException(binary + " ended without listening:\n" + Files.readString(log));
        }
        List<String> lines = Files.readAllLines(listening);
        return new Chromium(process, "ws://127.0.0.1:" + lines.get(0) + lines.get(1));
    }

    /** Opens a file, in a window of its own. */
    Page open(Path file, String fragment, Device device) {
        String target = send("", "Target.createTarget", object().put("url", "about:blank"))
                .path("targetId")
                .asText();
        String session = send(
                        "",
                        "Target.attachToTarget",
                        object().put("targetId", target).put("flatten", true))
                .path("sessionId")
                .asText();
        Page page = new Page(session);
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            page.send(domain + ".enable", object());
        }
        page.send(
                "Emulation.setDeviceMetricsOverride",
                object().put("width", device.width())
                        .put("height", device.height())
                        .put("deviceScaleFactor", 1)
                        .put("mobile", device.mobile()));
        page.media("screen", device.dark());
        page.go(file.toUri() + fragment);
        return page;
    }

    /** What a page is looked at with. */
    record Device(int width, int height, boolean mobile, boolean dark) {
        static final Device DESKTOP = new Device(1280, 900, false, false);
        static final Device DARK = new Device(1280, 900, false, true);
        static final Device PHONE = new Device(360, 740, true, false);
        static final Device DARK_PHONE = new Device(360, 740, true, true);
    }

    /** An open page. */
    final class Page {
        private final String session;

        private Page(String session) {
            this.session = session;
        }

        private JsonNode send(String method, ObjectNode parameters) {
            return Chromium.this.send(session, method, parameters);
        }

        void go(String address) {
            send("Page.navigate", object().put("url", address));
            evaluate(
                    "new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))");
        }

        void media(String type, boolean dark) {
            ObjectNode parameters = object().put("media", type);
            parameters
                    .putArray("features")
                    .addObject()
                    .put("name", "prefers-color-scheme")
                    .put("value", dark ? "dark" : "light");
            send("Emulation.setEmulatedMedia", parameters);
        }

        /** The value of an expression, or of the promise that it is. */
        JsonNode evaluate(String expression) {
            JsonNode answer = send(
                    "Runtime.evaluate",
                    object().put("expression", expression)
                            .put("awaitPromise", true)
                            .put("returnByValue", true));
            assertThat(answer.has("exceptionDetails"))
                    .as(() -> expression + ": " + answer.path("exceptionDetails"))
                    .isFalse();
            return answer.path("result").path("value");
        }

        String text(String expression) {
            return evaluate(expression).asText();
        }

        /** Presses a key that writes nothing, such as {@code Escape}. */
        void press(String key) {
            Map<String, Integer> codes = Map.of("Escape", 27, "Tab", 9, "Enter", 13, "ArrowRight", 39, "ArrowLeft", 37);
            ObjectNode parameters =
                    object().put("key", key).put("code", key).put("windowsVirtualKeyCode", codes.get(key));
            if (key.equals("Enter")) {
                parameters.put("text", "\r");
            }
            send("Input.dispatchKeyEvent", parameters.put("type", "keyDown"));
            send("Input.dispatchKeyEvent", parameters.put("type", "keyUp"));
        }

        /** Writes where the focus is. */
        void type(String text) {
            send("Input.insertText", object().put("text", text));
        }

        /** Waits until an expression is true. */
        void await(String expression) {
            evaluate("new Promise((done, fail) => { let left = 200; (function look() {"
                    + " if (" + expression + ") { done(true); } else if (left-- === 0) { fail('never: ' + "
                    + JSON.valueToTree(expression) + "); } else { setTimeout(look, 25); } })(); })");
        }

        /** Presses the main button, or taps, in the middle of an element. */
        void click(String selector) {
            JsonNode place = evaluate("(() => { const element = document.querySelector(" + JSON.valueToTree(selector)
                    + "); element.scrollIntoView({block: 'center', behavior: 'instant'});"
                    + " const box = element.getBoundingClientRect();"
                    + " return [box.x + box.width / 2, box.y + box.height / 2]; })()");
            for (String type : List.of("mousePressed", "mouseReleased")) {
                send(
                        "Input.dispatchMouseEvent",
                        object().put("type", type)
                                .put("x", place.get(0).asDouble())
                                .put("y", place.get(1).asDouble())
                                .put("button", "left")
                                .put("clickCount", 1));
            }
        }

        /** Writes a picture of the window, or of the whole page. */
        void screenshot(Path file, boolean whole) throws IOException {
            ObjectNode parameters = object().put("captureBeyondViewport", whole);
            if (whole) {
                JsonNode size = send("Page.getLayoutMetrics", object()).path("cssContentSize");
                parameters.set("clip", ((ObjectNode) size).put("scale", 1));
            }
            JsonNode picture = send("Page.captureScreenshot", parameters);
            Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
        }

        /** What the page asked the network for beside itself. */
        List<String> requests() {
            return events("Network.requestWillBeSent")
                    .map(event -> event.path("request").path("url").asText())
                    .filter(url -> !url.startsWith("file:") && !url.startsWith("data:"))
                    .toList();
        }

        /** Exceptions, and what the browser refused. */
        List<String> complaints() {
            return Stream.concat(
                            events("Runtime.exceptionThrown")
                                    .map(event -> event.path("exceptionDetails").toString()),
                            events("Log.entryAdded")
                                    .filter(event -> event.path("entry")
                                            .path("level")
                                            .asText()
                                            .equals("error"))
                                    .map(event ->
                                            event.path("entry").path("text").asText()))
                    .toList();
        }

        private Stream<JsonNode> events(String method) {
            return events.stream()
                    .filter(event -> event.path("sessionId").asText().equals(session))
                    .filter(event -> event.path("method").asText().equals(method))
                    .map(event -> event.path("params"));
        }
    }

    private static ObjectNode object() {
        return JSON.createObjectNode();
    }

    private JsonNode send(String session, String method, ObjectNode parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = object().put("id", id).put("method", method);
        message.set("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(message.toString(), true).join();
        JsonNode result = answer.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
        assertThat(result.has("error")).as(() -> method + ": " + result).isFalse();
        return result.path("result");
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        // Only then can its folder be deleted.
        process.onExit().join();
    }

    /** Puts what arrives in pieces together. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder received = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            received.append(data);
            if (last) {
                accept(received.toString());
                received.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void accept(String text) {
            try {
                JsonNode message = JSON.readTree(text);
                CompletableFuture<JsonNode> answer =
                        answers.remove(message.path("id").asInt());
                if (answer == null) {
                    events.add(message);
                } else {
                    answer.complete(message);
                }
            } catch (IOException e) {
                throw new IllegalStateException(text, e);
            }
        }
    }
}
