package dev.holdfast.ui.fake;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.attestation.AttestationRetention;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.claim.ClaimChallengeRequest;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.claim.UnclaimRequest;
import dev.holdfast.contract.operator.device.NewSavedView;
import dev.holdfast.contract.operator.feed.NewOsRelease;
import dev.holdfast.contract.operator.feed.OsWithdrawal;
import dev.holdfast.contract.operator.gateway.GatewayRevocation;
import dev.holdfast.contract.operator.identity.Foothold;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.maker.ChipRevocation;
import dev.holdfast.contract.operator.transfer.TransferAcceptance;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.OperatorProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Serves the fake fleet over HTTP as the operator API would. {@code contoso} is full, {@code fabrikam} is empty. */
public final class FakeOperatorApi implements AutoCloseable {
    /** What takes a second person, unless a test says otherwise. */
    public static final List<ApprovalAct> SECOND = List.of(ApprovalAct.ACTIVATE_POLICY, ApprovalAct.ISSUE_CAPABILITY);

    private static final Duration SILENCE = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final FakeFleet fleet = new FakeFleet();
    private final FakePolicies policies = new FakePolicies(fleet);
    private final FakeOwnership ownership = new FakeOwnership();
    private final FakeTrust trust = new FakeTrust(fleet);
    private final FakeFeeds feeds = new FakeFeeds(fleet);
    private final FakeAuthorities authorities = new FakeAuthorities();
    private final FakeDeviceJobs jobs = new FakeDeviceJobs();
    private final FakeGateways gateways = new FakeGateways();
    private final FakeCatalog catalog = new FakeCatalog(fleet, trust, ownership, policies);
    private final FakeTag tag = new FakeTag();
    private final HttpServer server;
    private volatile Me me = owner();
    private volatile boolean refusing;
    private volatile boolean silent;
    private volatile boolean crowded;
    private volatile boolean hostile;
    private volatile boolean tentative;

    /** Starts on a port; 0 takes any free one. */
    public FakeOperatorApi(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    /** Returns where it listens. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Returns what it serves. */
    public FakeFleet fleet() {
        return fleet;
    }

    /** Returns what it knows to be good, and what it wonders about. */
    public FakeTrust trust() {
        return trust;
    }

    /** Returns who signs. */
    public FakeAuthorities authorities() {
        return authorities;
    }

    /** Says which acts need a second person from now on. */
    public void second(List<ApprovalAct> acts) {
        policies.second(acts);
    }

    /** Says who is signed in from now on. */
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

    /** An owner of the installation who is in both catalogs, and is offered whatever there is to do. */
    public static Me everything() {
        return new Me("admin", "Ada Admin", true, owner().catalogs(), List.of(), true);
    }

    /** Somebody who may only look. */
    public static Me reader() {
        return new Me(
                "rashid", "Rashid Reyes", false, List.of(new Membership("contoso", "Contoso Appliances", Role.READER)));
    }

    /** Somebody with a role in one device group alone. */
    public static Me ofPart(Role role) {
        return new Me(
                "pat",
                "Pat Part",
                false,
                List.of(),
                List.of(new Foothold("contoso", "Contoso Appliances", "Toaster", "Production", role)),
                false);
    }

    /** The first person of an installation. */
    public static Me installationOwner() {
        return new Me("admin", "Ada Admin", true, List.of());
    }

    /** Says whether every call is answered with 503 from now on. */
    public void refuse(boolean everything) {
        refusing = everything;
    }

    /** Says whether every call waits for an answer from now on. */
    public void silence(boolean everything) {
        silent = everything;
    }

    /** Says whether every list is long from now on, and every name in it. */
    public void crowd(boolean everything) {
        crowded = everything;
    }

    /** Says whether every name is a script from now on. */
    public void hostile(boolean everything) {
        hostile = everything;
    }

    /** Lets somebody else change whatever somebody reads now. */
    public void overtake() {
        tag.overtake();
    }

    /** Returns whether the newest upload was tentative. */
    public boolean tentative() {
        return tentative;
    }

    private void serve(HttpExchange exchange) throws IOException {
        while (silent) {
            LockSupport.parkNanos(SILENCE.toNanos());
        }
        String[] path = Arrays.stream(exchange.getRequestURI()
                        .getPath()
                        .substring("/api/v1/".length())
                        .split("/"))
                .map(FakeCrowd::small)
                .map(FakeHostility::clean)
                .toArray(String[]::new);
        if (exchange.getRequestMethod().equals("POST") && path[path.length - 1].equals("images")) {
            tentative = Boolean.parseBoolean(query(exchange).get("tentative"));
        }
        Object answer = answer(exchange, path);
        boolean problem = answer instanceof Problem;
        JsonNode shown = problem ? JSON.valueToTree(answer) : disguised(answer, path);
        String next = FakePages.cut(shown, query(exchange));
        if (next != null) {
            exchange.getResponseHeaders().set("Link", next);
        }
        byte[] body = answer instanceof byte[] file ? file : JSON.writeValueAsBytes(shown);
        exchange.getResponseHeaders().set("ETag", tag.text());
        exchange.getResponseHeaders().set("Content-Type", problem ? Problem.MEDIA_TYPE : "application/json");
        exchange.sendResponseHeaders(answer instanceof Problem found ? found.status() : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Object answer(HttpExchange exchange, String[] path) throws IOException {
        if (refusing) {
            return Problem.of(ProblemType.UNAVAILABLE, "The database is away. Nothing was changed.", "req-503");
        }
        if (exchange.getRequestMethod().equals("GET")) {
            return isJobs(path) ? jobs.answer(path, query(exchange)) : get(path, query(exchange));
        }
        String seen = exchange.getRequestHeaders().getFirst("If-Match");
        return seen == null || seen.equals(tag.text())
                ? post(
                        path,
                        exchange.getRequestBody().readAllBytes(),
                        String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")))
                : FakeTag.refusal();
    }

    private JsonNode disguised(Object answer, String[] path) {
        JsonNode plain = JSON.valueToTree(answer);
        return crowded
                ? FakeCrowd.of(plain, !path[path.length - 1].equals("groups"))
                : hostile ? FakeHostility.of(plain) : plain;
    }

    private static boolean isJobs(String[] path) {
        return path.length > 2 && path[2].equals("device-jobs");
    }

    private Object post(String[] path, byte[] body, String type) throws IOException {
        Problem refusal = new FakeParts(fleet, me).refusal(path);
        if (refusal != null) {
            return refusal;
        }
        if (isJobs(path)) {
            return jobs.begin(path, body, JSON);
        }
        if (path.length > 2 && path[2].equals("device-views")) {
            return new FakeViews().save(path[1], JSON.readValue(body, NewSavedView.class));
        }
        if (path.length == 1 && path[0].equals("catalogs")) {
            NewCatalog wanted = JSON.readValue(body, NewCatalog.class);
            return new CatalogView(UUID.randomUUID(), wanted.name(), wanted.displayName(), FakeFleet.now());
        }
        if (path[0].startsWith("os-") || (path.length == 2 && path[0].equals("endorsements"))) {
            return ofInstallation(path, body);
        }
        if (path[path.length - 1].equals("attestation-retention")) {
            return JSON.readValue(body, AttestationRetention.class);
        }
        if (path.length == 1 && path[0].equals("endorsements")) {
            return FakeClaims.importList(new String(body, StandardCharsets.UTF_8));
        }
        if (path.length == 4 && path[3].equals("claim")) {
            return type.startsWith("text/csv")
                    ? FakeClaims.claimFile(new String(body, StandardCharsets.UTF_8))
                    : FakeClaims.claim(JSON.readValue(body, ClaimRequest.class));
        }
        if (path.length == 4 && path[3].equals("claim-challenge")) {
            return FakeOwnership.challenges(path[1], JSON.readValue(body, ClaimChallengeRequest.class));
        }
        if (path.length == 3 && path[0].equals("gateways")) {
            return gateways.revoke(path[1], JSON.readValue(body, GatewayRevocation.class));
        }
        if (path.length == 3 && path[0].equals("makers")) {
            return ownership.revoke(path[1], JSON.readValue(body, Reason.class));
        }
        if (FakeAuthorities.knows(path)) {
            return authorities.post(path, body, JSON);
        }
        if (FakePeople.knows(path)) {
            return new FakePeople().post(path, body, JSON);
        }
        if (FakeBlocks.knows(path)) {
            return FakeBlocks.post(path, body, JSON);
        }
        if (path.length == 4 && path[3].equals("unclaim")) {
            return ownership.unclaim(path[1], JSON.readValue(body, UnclaimRequest.class));
        }
        if (path.length == 5 && path[4].equals("accept")) {
            return ownership.accept(path[1], UUID.fromString(path[3]), JSON.readValue(body, TransferAcceptance.class));
        }
        if (path.length > 3 && FakeCatalog.POLICIES.contains(path[2])) {
            return policies.post(path, body);
        }
        if (path.length == 4 && path[2].equals("reference-values")) {
            return trust.importLines(new String(body, StandardCharsets.UTF_8));
        }
        if (path.length > 5 && path[2].equals("reference-values")) {
            return trust.values().getFirst();
        }
        if (path[path.length - 1].equals("dismissal")) {
            return trust.suspicions("").getLast();
        }
        if (path[path.length - 1].equals("deployments")) {
            return fleet.deployments().getFirst();
        }
        if (path.length == 3 && path[2].equals("images")) {
            return fleet.images().getFirst();
        }
        return Problem.of(
                ProblemType.CONFLICT,
                "A product of this name exists already. Nothing was created. Choose another name.",
                "req-7f3a12");
    }

    private Object ofInstallation(String[] path, byte[] body) throws IOException {
        try {
            return switch (path[path.length - 1]) {
                case "os-images" -> feeds.upload(body);
                case "os-releases" -> feeds.release(JSON.readValue(body, NewOsRelease.class));
                case "withdrawal-impact" -> feeds.withdrawalImpact(UUID.fromString(path[1]));
                case "promote" -> feeds.promote(UUID.fromString(path[1]));
                case "withdraw" -> feeds.withdraw(UUID.fromString(path[1]), JSON.readValue(body, OsWithdrawal.class));
                case "revocation-impact" -> ownership.impact(JSON.readValue(body, ChipRevocation.class));
                case "revoke" -> ownership.revoke(JSON.readValue(body, ChipRevocation.class));
                default -> ownership.restore(JSON.readValue(body, ChipRevocation.class));
            };
        } catch (OperatorProblem refused) {
            return refused.problem();
        }
    }

    private Object get(String[] path, Map<String, String> query) {
        if (path[0].equals("me")) {
            return me;
        }
        Problem refusal = new FakeParts(fleet, me).refusal(path);
        if (refusal != null) {
            return refusal;
        }
        if (path[0].equals("gateways")) {
            return gateways.gateways();
        }
        if (path[0].equals("makers")) {
            return path.length == 1 ? ownership.makers() : ownership.impact(path[1]);
        }
        if (path[0].equals("os-releases")) {
            return feeds.releases(Integer.parseInt(query.getOrDefault("limit", "50")));
        }
        if (FakeAuthorities.knows(path)) {
            return authorities.get(path);
        }
        if (FakePeople.knows(path)) {
            return new FakePeople().get(path, query);
        }
        return catalog.get(path, query, me);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw == null || raw.isEmpty()) {
            return Map.of();
        }
        return Arrays.stream(raw.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0].toLowerCase(Locale.ROOT),
                        pair -> FakeHostility.clean(
                                FakeCrowd.small(URLDecoder.decode(pair[1], StandardCharsets.UTF_8)))));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
