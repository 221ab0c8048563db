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
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fakes the part of Keycloak's admin API that finds and invites people. {@code PeopleIT} in {@code standalone} uses a real Keycloak. Some
 * names cause faults. A search for {@code outage} gets status 502, for {@code forbidden} 403, for {@code silence} no response. New users
 * {@code weak.password} and {@code odd.address} are refused. {@code lost.answer} is created without a response, {@code broken.answer} is
 * created with status 500, and {@code late.account} gets status 504 and is not created. While {@code twin.one} is created, another user
 * gets the same address.
 */
final class FakeUsers {
    /** The client secret with which the backend gets a token for the admin API. */
    static final String SECRET = "the-secret-of-the-people-client-for-tests";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String USERS = "/admin/realms/holdfast/users";
    private static final String CLIENT = "Basic "
            + Base64.getEncoder().encodeToString(("holdfast-people:" + SECRET).getBytes(StandardCharsets.UTF_8));

    private final Map<String, ObjectNode> users = new ConcurrentHashMap<>();

    private FakeUsers() {}

    /** Serves the admin API. Two users exist: {@code petra.pichler} and the disabled {@code gone.pichler}. */
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
                .put("emailVerified", true)
                .put("enabled", enabled);
        users.put(user.get("id").asText(), user);
    }

    /** Responds with an access token for the right client secret. */
    private static void token(HttpExchange exchange) throws IOException {
        boolean known = CLIENT.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        reply(
                exchange,
                known ? 200 : 401,
                JSON.createObjectNode()
                        .put("access_token", "let-me-in")
                        .put("token_type", "Bearer")
                        .put("expires_in", 300));
    }

    /** Responds to a search, a creation or a deletion. */
    private void answer(HttpExchange exchange) throws IOException {
        if (!"Bearer let-me-in".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            reply(exchange, 401, JSON.createObjectNode());
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "GET" -> {
                String path = exchange.getRequestURI().getPath();
                if (path.equals(USERS)) {
                    find(exchange);
                } else {
                    ObjectNode user = users.get(path.substring(USERS.length() + 1));
                    reply(exchange, user == null ? 404 : 200, user);
                }
            }
            case "POST" -> create(exchange, (ObjectNode) JSON.readTree(text(exchange)));
            default -> {
                users.remove(exchange.getRequestURI().getPath().substring(USERS.length() + 1));
                reply(exchange, 204, null);
            }
        }
    }

    /** Returns the users that match user name, address and all words of the search, where {@code *} stands for any text. */
    private void find(HttpExchange exchange) throws IOException {
        Map<String, String> query = Arrays.stream(
                        exchange.getRequestURI().getRawQuery().split("&"))
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> URLDecoder.decode(part[1], StandardCharsets.UTF_8)));
        String search = query.getOrDefault("search", "");
        if (search.equals("*outage*") || search.equals("*forbidden*")) {
            reply(exchange, search.equals("*outage*") ? 502 : 403, JSON.createObjectNode());
            return;
        }
        if (search.equals("*silence*")) {
            // Sends no response, so that the caller times out.
            return;
        }
        ArrayNode found = JSON.createArrayNode();
        users.values().stream()
                .filter(user -> is(user, "username", query) && is(user, "email", query))
                .filter(user -> Arrays.stream(search.split(" "))
                        .map(word -> word.replace("*", ""))
                        .allMatch(
                                word -> user.toString().toLowerCase(Locale.ROOT).contains(word)))
                .forEach(found::add);
        reply(exchange, 200, found);
    }

    /** Returns whether a field has the value in the query, if the query names the field. */
    private static boolean is(ObjectNode user, String field, Map<String, String> query) {
        return !query.containsKey(field)
                || query.get(field).equals(user.path(field).asText());
    }

    /** Creates a user, or fails as the user name demands. */
    private void create(HttpExchange exchange, ObjectNode user) throws IOException {
        String userName = user.get("username").asText();
        if (userName.equals("weak.password")) {
            reply(
                    exchange,
                    400,
                    JSON.createObjectNode()
                            .put("error", "invalidPasswordMinLengthMessage")
                            .put("error_description", "Invalid password: minimum length 32."));
        } else if (userName.equals("odd.address")) {
            reply(
                    exchange,
                    400,
                    JSON.createObjectNode().put("field", "email").put("errorMessage", "error-invalid-email"));
        } else if (users.values().stream()
                .anyMatch(known -> known.get("username").asText().equals(userName))) {
            reply(exchange, 409, JSON.createObjectNode().put("errorMessage", "User exists with same username"));
        } else if (userName.equals("late.account")) {
            reply(exchange, 504, JSON.createObjectNode());
        } else {
            keep(user);
            if (userName.equals("twin.one")) {
                keep(user.deepCopy().put("username", "twin.two"));
            }
            if (userName.equals("broken.answer")) {
                reply(exchange, 500, JSON.createObjectNode());
                return;
            }
            if (userName.equals("lost.answer")) {
                exchange.close();
                return;
            }
            exchange.getResponseHeaders()
                    .add(
                            "Location",
                            "http://localhost" + USERS + "/" + user.get("id").asText());
            reply(exchange, 201, null);
        }
    }

    /** Stores a user under a new ID. */
    private void keep(ObjectNode user) {
        user.put("id", UUID.randomUUID().toString());
        users.put(user.get("id").asText(), user);
    }

    private static String text(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Sends a response; an empty one if {@code json} is null. */
    private static void reply(HttpExchange exchange, int status, @Nullable JsonNode json) throws IOException {
        byte[] body = json == null ? new byte[0] : json.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
