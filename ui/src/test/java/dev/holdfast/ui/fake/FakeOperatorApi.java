package dev.holdfast.ui.fake;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.ScopedRole;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.component.ApprovalNeeded;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Serves the fake fleet over HTTP as the operator API would. The catalog {@code contoso} has content, {@code fabrikam} is empty. */
public final class FakeOperatorApi implements AutoCloseable {
    /** The operations that need approval by default. */
    public static final List<ApprovalOperation> APPROVAL_REQUIRED =
            List.of(ApprovalOperation.ACTIVATE_POLICY, ApprovalOperation.ISSUE_CAPABILITY);

    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    /** Interval to check whether a silent API should respond again. */
    private static final Duration SILENCE = Duration.ofMillis(200);

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private volatile Me me = owner();
    private volatile boolean nearlyFullDisk;
    private final FakeFleet fleet = new FakeFleet();
    private final FakeTag tag = new FakeTag();
    private final FakeScopes scopes = new FakeScopes(fleet, () -> me);
    private final FakeApprovalClient approvals = new FakeApprovalClient("olivia", APPROVAL_REQUIRED, tag);
    private final FakeAuthorities authorities = new FakeAuthorities(tag);
    private final FakeImages images = new FakeImages(fleet);
    private final FakeReferences references = new FakeReferences(false);
    private final FakeAlerts alerts = new FakeAlerts(fleet);
    private final FakeClients clients = new FakeClients(
            JSON,
            approvals,
            authorities,
            images,
            references,
            new FakeAudit(),
            new FakeCapabilities(false),
            FakeClaims.client(),
            new FakeOwnership(),
            new FakeExports(),
            new FakeDeployments(fleet),
            new FakeRollouts(fleet, tag),
            // Before FakeSession, which counts none.
            alerts,
            // Before FakeDevices, which has the same overview, but never with a full disk.
            new FakeSession(() -> me, () -> nearlyFullDisk),
            new FakeDevices(scopes, tag),
            new FakeViews(tag, scopes::facets),
            new FakeFeeds(fleet),
            new FakeGateways(),
            new FakeDeviceJobs(),
            new FakePeople(tag),
            new FakePolicies(fleet),
            new FakeProducts(scopes, tag),
            new FakeRevocations(),
            new FakeRetention(tag),
            new FakeAnomalies(fleet));
    private final HttpServer server;
    private volatile boolean refusing;
    private volatile boolean silent;
    private volatile boolean crowded;
    private volatile boolean hostile;

    /** Starts the API on a port. 0 chooses a free port. */
    public FakeOperatorApi(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    /** Returns the base URL of the API. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Returns the REST clients whose operations this API supports. */
    public Set<Class<?>> clients() {
        return clients.clients();
    }

    /** Returns the served fleet. */
    public FakeFleet fleet() {
        return fleet;
    }

    /** Returns the served reference values. */
    public FakeReferences references() {
        return references;
    }

    /** Returns the served certificate authorities. */
    public FakeAuthorities authorities() {
        return authorities;
    }

    /** Returns the served alerts. */
    public FakeAlerts alerts() {
        return alerts;
    }

    /** Sets the operations that need approval. */
    public void requireApproval(List<ApprovalOperation> operations) {
        approvals.required().clear();
        approvals.required().addAll(operations);
    }

    /** Sets the signed-in person. */
    public void signIn(Me person) {
        me = person;
    }

    /** An owner of two catalogs. */
    public static Me owner() {
        return new Me(
                "olivia",
                "Olivia Owens",
                false,
                List.of(
                        new Membership("contoso", "Contoso Appliances", Role.OWNER),
                        new Membership("fabrikam", "Fabrikam Foods", Role.OWNER)));
    }

    /** An owner of the installation and of both catalogs. */
    public static Me installationAndCatalogOwner() {
        return new Me("admin", "Ada Admin", true, owner().catalogs(), List.of(), true);
    }

    /** A person who can only read. */
    public static Me reader() {
        return new Me(
                "rashid", "Rashid Reyes", false, List.of(new Membership("contoso", "Contoso Appliances", Role.READER)));
    }

    /** A person with a role only in the device group Toaster / Production. */
    public static Me withScopedRole(Role role) {
        return new Me(
                "pat",
                "Pat Porter",
                false,
                List.of(),
                List.of(new ScopedRole("contoso", "Contoso Appliances", "Toaster", "Production", role)),
                false);
    }

    /** The owner of an installation without catalogs. */
    public static Me installationOwner() {
        return new Me("admin", "Ada Admin", true, List.of());
    }

    /** Sets whether every call returns 503. */
    public void refuse(boolean everything) {
        refusing = everything;
    }

    /** Sets whether every call stays unanswered. */
    public void silence(boolean everything) {
        silent = everything;
    }

    /** Sets whether every list and every name is long. */
    public void crowd(boolean everything) {
        crowded = everything;
    }

    /** Sets whether every name is a script. */
    public void hostile(boolean everything) {
        hostile = everything;
    }

    /** Sets whether the disk of the database is nearly full. */
    public void fillDisk(boolean nearlyFull) {
        nearlyFullDisk = nearlyFull;
    }

    /** Changes resources as another user would. */
    public void changeAsAnotherUser() {
        tag.changeAsAnotherUser();
    }

    /** Returns whether the newest upload was tentative. */
    public boolean tentative() {
        return images.tentative();
    }

    private void serve(HttpExchange exchange) throws IOException {
        while (silent) {
            LockSupport.parkNanos(SILENCE.toNanos());
        }
        try {
            Map<String, String> query = query(exchange);
            String path = Arrays.stream(exchange.getRequestURI().getPath().split("/"))
                    .map(FakeOperatorApi::plain)
                    .collect(Collectors.joining("/"));
            send(exchange, answer(exchange, path, query), query, !path.endsWith("/groups"));
        } catch (OperatorProblem refused) {
            Problem problem = refused.problem();
            send(exchange, problem.status(), Problem.MEDIA_TYPE, JSON.writeValueAsBytes(problem));
        } catch (ApprovalNeeded needed) {
            send(exchange, ACCEPTED, MediaType.APPLICATION_JSON, new byte[0]);
        }
    }

    private @Nullable Object answer(HttpExchange exchange, String path, Map<String, String> query) throws IOException {
        if (refusing) {
            // Otherwise the server closes the connection, and the client may see the close before the response.
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            throw new OperatorProblem(
                    Problem.of(ProblemType.UNAVAILABLE, "The database is away. Nothing was changed.", "req-503"));
        }
        scopes.refuse(path.substring(OperatorApi.BASE.length()).split("/"));
        return clients.answer(new FakeClients.Request(
                exchange.getRequestMethod(), path, query, exchange.getRequestHeaders(), exchange.getRequestBody()));
    }

    /**
     * Sends files and texts unchanged, and other responses as JSON: changed by {@link #crowd} or {@link #hostile}, then cut to a page.
     *
     * @param many whether {@link #crowd} may add rows. A list of device groups is always short.
     */
    private void send(HttpExchange exchange, @Nullable Object answer, Map<String, String> query, boolean many)
            throws IOException {
        Object entity = answer;
        if (answer instanceof RestResponse<?> response) {
            entity = response.getEntity();
            if (response.getHeaderString(HttpHeaders.ETAG) != null) {
                exchange.getResponseHeaders().set(HttpHeaders.ETAG, response.getHeaderString(HttpHeaders.ETAG));
            }
        }
        switch (entity) {
            case byte[] file -> send(exchange, OK, MediaType.APPLICATION_OCTET_STREAM, file);
            case InputStream file -> send(exchange, OK, MediaType.APPLICATION_OCTET_STREAM, file.readAllBytes());
            case String text -> send(exchange, OK, MediaType.TEXT_PLAIN, text.getBytes(StandardCharsets.UTF_8));
            case null -> send(exchange, OK, MediaType.APPLICATION_JSON, new byte[0]);
            default -> {
                JsonNode plain = JSON.valueToTree(entity);
                JsonNode shown = crowded ? FakeCrowd.of(plain, many) : hostile ? FakeHostility.of(plain) : plain;
                String next = FakePages.cut(shown, query);
                if (next != null) {
                    exchange.getResponseHeaders().set(HttpHeaders.LINK, next);
                }
                Object body =
                        shown instanceof ArrayNode ? JSON.createObjectNode().set("items", shown) : shown;
                send(exchange, OK, MediaType.APPLICATION_JSON, JSON.writeValueAsBytes(body));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set(HttpHeaders.CONTENT_TYPE, type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Returns the original of a name that {@link FakeCrowd} or {@link FakeHostility} changed. */
    private static String plain(String name) {
        return FakeHostility.clean(FakeCrowd.small(name));
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw == null || raw.isEmpty()) {
            return Map.of();
        }
        return Arrays.stream(raw.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> plain(URLDecoder.decode(pair[1], StandardCharsets.UTF_8))));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
