package dev.plinth.operation.comment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers on the loopback as GitHub's and GitLab's APIs for comments do: pages of 100, refusals, limits. */
public final class CommentServer implements AutoCloseable {

    /** What both services know the token's user as. */
    public static final String BOT = "github-actions[bot]";

    private static final String GITHUB_LIST = "/repos/acme/shop/issues/7/comments";
    private static final String GITHUB_ONE = "/repos/acme/shop/issues/comments/(\\d+)";
    private static final String GITLAB_LIST = "/projects/acme%2Fshop/merge_requests/7/notes";
    private static final String GITLAB_ONE = GITLAB_LIST + "/(\\d+)";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final String token;
    private final Map<Long, Written> comments = new TreeMap<>();
    private final List<String> requests = new ArrayList<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private Runnable afterCreating = () -> {};
    private long lastId = 1000;

    /** A comment on the server. */
    public record Written(String author, String text, boolean system) {}

    /** An answer that is given instead of the right one, once. */
    public record Fault(String method, int status, Map<String, String> headers, String body) {}

    /** Starts the server, which knows one token. */
    public CommentServer(String token) {
        this.token = token;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    /** The address of either API. */
    public URI api() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Somebody writes a comment. */
    public synchronized long write(String author, String text) {
        comments.put(++lastId, new Written(author, text, false));
        return lastId;
    }

    /** GitLab itself writes a note in the user's name, such as "added 1 commit". */
    public synchronized void writeSystemNote(String text) {
        comments.put(++lastId, new Written(BOT, text, true));
    }

    /** The comments' texts by their numbers. */
    public synchronized Map<Long, String> texts() {
        Map<Long, String> texts = new TreeMap<>();
        comments.forEach((id, comment) -> texts.put(id, comment.text()));
        return texts;
    }

    /** The requests so far, such as {@code GET /user}. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** Answers the next request of a method wrongly. */
    public synchronized void fail(Fault fault) {
        faults.add(fault);
    }

    /** What others do in the moment after a comment was created; once. */
    public synchronized void afterCreating(Runnable others) {
        afterCreating = others;
    }

    /** Somebody deletes a comment. */
    public synchronized void erase(long id) {
        comments.remove(id);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        requests.add(method + " " + exchange.getRequestURI());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Fault fault = faults.peek();
        if (fault != null && fault.method().equals(method)) {
            faults.remove();
            fault.headers().forEach(exchange.getResponseHeaders()::set);
            answer(exchange, fault.status(), fault.body());
        } else if (!isAuthorized(exchange)) {
            answer(exchange, 401, "{\"message\": \"Bad credentials\"}");
        } else {
            route(exchange, method, body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body));
        }
    }

    private boolean isAuthorized(HttpExchange exchange) {
        return ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || token.equals(exchange.getRequestHeaders().getFirst("PRIVATE-TOKEN"));
    }

    private void route(HttpExchange exchange, String method, JsonNode body) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        Optional<Long> one = number(path);
        if (path.equals("/graphql")) {
            answer(exchange, 200, "{\"data\": {\"viewer\": {\"login\": \"" + BOT + "\"}}}");
        } else if (path.equals("/user")) {
            answer(exchange, 200, "{\"id\": " + BOT.hashCode() + "}");
        } else if (method.equals("GET") && (path.equals(GITHUB_LIST) || path.equals(GITLAB_LIST))) {
            page(exchange);
        } else if (method.equals("POST") && (path.equals(GITHUB_LIST) || path.equals(GITLAB_LIST))) {
            long id = write(BOT, body.path("body").asText());
            Runnable others = afterCreating;
            afterCreating = () -> {};
            others.run();
            answer(exchange, 201, toJson(id).toString());
        } else if (one.isEmpty() || !comments.containsKey(one.get())) {
            answer(exchange, 404, "{\"message\": \"Not Found\"}");
        } else if (method.equals("DELETE")) {
            comments.remove(one.get());
            answer(exchange, 204, "");
        } else if (method.equals(path.startsWith("/repos") ? "PATCH" : "PUT")) {
            comments.put(one.get(), new Written(BOT, body.path("body").asText(), false));
            answer(exchange, 200, toJson(one.get()).toString());
        } else {
            answer(exchange, 405, "{}");
        }
    }

    private static Optional<Long> number(String path) {
        Matcher matcher = Pattern.compile(GITHUB_ONE + "|" + GITLAB_ONE).matcher(path);
        return matcher.matches()
                ? Optional.of(Long.valueOf(matcher.group(1) == null ? matcher.group(2) : matcher.group(1)))
                : Optional.empty();
    }

    private void page(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        assertQuery(query);
        int page = query.contains("&page=") ? Integer.parseInt(query.replaceFirst(".*&page=", "")) : 1;
        List<Long> ids = new ArrayList<>(comments.keySet());
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        ids.stream().skip((page - 1) * 100L).limit(100).forEach(id -> array.add(toJson(id)));
        if (ids.size() > page * 100) {
            String self = api() + exchange.getRequestURI().getRawPath() + "?per_page=100&page=";
            exchange.getResponseHeaders()
                    .set("Link", "<" + self + "1>; rel=\"first\", <" + self + (page + 1) + ">; rel=\"next\"");
        }
        answer(exchange, 200, array.toString());
    }

    private static void assertQuery(String query) {
        if (query == null || !query.startsWith("per_page=100")) {
            throw new IllegalStateException("a page of another size: " + query);
        }
    }

    private ObjectNode toJson(long id) {
        Written comment = Objects.requireNonNull(comments.get(id));
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", id).put("body", comment.text()).put("system", comment.system());
        node.put("html_url", "https://github.com/acme/shop/pull/7#issuecomment-" + id);
        node.putObject("user").put("login", comment.author());
        node.putObject("author").put("id", comment.author().hashCode());
        return node;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
