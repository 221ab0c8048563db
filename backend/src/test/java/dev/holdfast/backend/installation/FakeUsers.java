package dev.holdfast.backend.installation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * As much of Keycloak's admin API as people are found and invited by, with its faults on demand; the real one is asked in
 * {@code standalone}'s {@code PeopleIT}. Whoever looks for {@code outage} or {@code forbidden} meets that; what makes a user
 * {@code weak.password} is refused.
 */
final class FakeUsers {
    /** The secret of the client that may. */
    static final String SECRET = "the-secret-of-the-people-client-for-tests";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String USERS = "/admin/realms/holdfast/users";

    private final Map<String, ObjectNode> users = new ConcurrentHashMap<>();

    private FakeUsers() {}

    static void serve(HttpServer server, String realm) {
        FakeUsers fake = new FakeUsers();
        fake.add("petra.pichler", "Petra", "Pichler", true);
        fake.add("gone.pichler", "Gustav", "Pichler", false);
        server.createContext(realm + "/protocol/openid-connect/token", FakeUsers::token);
        server.createContext(USERS, fake::answer);
    }

    private void add(String userName, String firstName, String lastName, boolean enabled) {
        ObjectNode user = JSON.createObjectNode()
                .put("id", "id-of-" + userName)
                .put("username", userName)
                .put("firstName", firstName)
                .put("lastName", lastName)
                .put("email", userName + "@example.org")
                .put("enabled", enabled);
        users.put(user.get("id").asText(), user);
    }

    private static void token(HttpExchange exchange) throws IOException {
        String form = text(exchange) + exchange.getRequestHeaders().getFirst("Authorization");
        boolean known = form.contains(SECRET) || form.contains("Basic ");
        reply(
                exchange,
                known ? 200 : 401,
                JSON.createObjectNode()
                        .put("access_token", "let-me-in")
                        .put("token_type", "Bearer")
                        .put("expires_in", 300));
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (!"Bearer let-me-in".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            reply(exchange, 401, JSON.createObjectNode());
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "GET" -> find(exchange);
            case "POST" -> create(exchange, (ObjectNode) JSON.readTree(text(exchange)));
            default -> {
                users.remove(exchange.getRequestURI().getPath().substring(USERS.length() + 1));
                reply(exchange, 204, null);
            }
        }
    }

    private void find(HttpExchange exchange) throws IOException {
        String search = Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
                .filter(part -> part.startsWith("search="))
                .map(part -> URLDecoder.decode(part.substring("search=".length()), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
        if (search.equals("*outage*") || search.equals("*forbidden*")) {
            reply(exchange, search.equals("*outage*") ? 502 : 403, JSON.createObjectNode());
            return;
        }
        ArrayNode found = JSON.createArrayNode();
        users.values().stream()
                .filter(user -> Arrays.stream(search.split(" "))
                        .map(word -> word.replace("*", ""))
                        .allMatch(
                                word -> user.toString().toLowerCase(Locale.ROOT).contains(word)))
                .forEach(found::add);
        reply(exchange, 200, found);
    }

    private void create(HttpExchange exchange, ObjectNode user) throws IOException {
        String userName = user.get("username").asText();
        if (userName.equals("weak.password")) {
            reply(exchange, 400, JSON.createObjectNode().put("errorMessage", "Password policy not met"));
        } else if (userName.equals("odd.address")) {
            reply(
                    exchange,
                    400,
                    JSON.createObjectNode().put("field", "email").put("errorMessage", "error-invalid-email"));
        } else if (users.values().stream()
                .anyMatch(known -> known.get("username").asText().equals(userName))) {
            reply(exchange, 409, JSON.createObjectNode().put("errorMessage", "User exists with same username"));
        } else {
            user.put("id", UUID.randomUUID().toString());
            users.put(user.get("id").asText(), user);
            exchange.getResponseHeaders()
                    .add(
                            "Location",
                            "http://localhost" + USERS + "/" + user.get("id").asText());
            reply(exchange, 201, null);
        }
    }

    private static String text(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void reply(HttpExchange exchange, int status, @Nullable JsonNode json) throws IOException {
        byte[] body = json == null ? new byte[0] : json.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
