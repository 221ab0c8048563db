package dev.holdfast.ui.fake;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.attestation.AttestationRetention;
import dev.holdfast.contract.operator.audit.AuditVerification;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.claim.ClaimChallengeRequest;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.claim.UnclaimRequest;
import dev.holdfast.contract.operator.deployment.DeploymentDevicePage;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.NewSavedView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.feed.NewOsRelease;
import dev.holdfast.contract.operator.feed.OsWithdrawal;
import dev.holdfast.contract.operator.gateway.GatewayRevocation;
import dev.holdfast.contract.operator.identity.Foothold;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.maker.ChipRevocation;
import dev.holdfast.contract.operator.product.ConnectionImpact;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferencePage;
import dev.holdfast.contract.operator.reference.ReferenceStanding;
import dev.holdfast.contract.operator.transfer.TransferAcceptance;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.OperatorProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Serves the fake fleet over HTTP as the operator API would. {@code contoso} is full, {@code fabrikam} is empty. */
public final class FakeOperatorApi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Overview EMPTY =
            new Overview(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), 0, 0, 0, List.of());

    private static final Set<String> POLICIES = Set.of("policies", "replays", "approvals");

    private final FakeFleet fleet = new FakeFleet();
    private final FakePolicies policies = new FakePolicies(fleet);
    private final FakeOwnership ownership = new FakeOwnership();
    private final FakeTrust trust = new FakeTrust(fleet);
    private final FakeFeeds feeds = new FakeFeeds(fleet);
    private final FakeAuthorities authorities = new FakeAuthorities();
    private final FakeDeviceJobs jobs = new FakeDeviceJobs();
    private final FakeGateways gateways = new FakeGateways();
    private final HttpServer server;
    private volatile Me me = owner();
    private volatile boolean refusing;
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
    public static Me ofPart() {
        return new Me(
                "pat",
                "Pat Part",
                false,
                List.of(),
                List.of(new Foothold("contoso", "Contoso Appliances", "Toaster", "Production", Role.APPROVER)),
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

    /** Says whether every list is long from now on, and every name in it. */
    public void crowd(boolean everything) {
        crowded = everything;
    }

    /** Says whether every name is a script from now on. */
    public void hostile(boolean everything) {
        hostile = everything;
    }

    /** Returns whether the newest upload was tentative. */
    public boolean tentative() {
        return tentative;
    }

    private void serve(HttpExchange exchange) throws IOException {
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
        Object answer = refusing
                ? Problem.of(ProblemType.UNAVAILABLE, "The database is away. Nothing was changed.", "req-503")
                : exchange.getRequestMethod().equals("GET")
                        ? (isJobs(path) ? jobs.answer(path, null, JSON) : get(path, query(exchange)))
                        : post(
                                path,
                                exchange.getRequestBody().readAllBytes(),
                                String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")));
        byte[] body = answer instanceof byte[] file
                ? file
                : JSON.writeValueAsBytes(answer instanceof Problem ? answer : disguised(answer, path));
        boolean problem = answer instanceof Problem;
        exchange.getResponseHeaders().set("Content-Type", problem ? Problem.MEDIA_TYPE : "application/json");
        exchange.sendResponseHeaders(answer instanceof Problem found ? found.status() : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Object disguised(Object answer, String[] path) {
        return crowded
                ? FakeCrowd.of(JSON.valueToTree(answer), !path[path.length - 1].equals("groups"))
                : hostile ? FakeHostility.of(JSON.valueToTree(answer)) : answer;
    }

    private static boolean isJobs(String[] path) {
        return path.length > 2 && path[2].equals("device-jobs");
    }

    private Object post(String[] path, byte[] body, String type) throws IOException {
        if (isJobs(path)) {
            return jobs.answer(path, body, JSON);
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
        if (path.length > 3 && POLICIES.contains(path[2])) {
            return policies.post(path, body);
        }
        if (path.length == 4 && path[2].equals("reference-values")) {
            return trust.importLines(new String(body, StandardCharsets.UTF_8));
        }
        if (path.length > 5 && path[2].equals("reference-values")) {
            return trust.values().getFirst();
        }
        if (path[path.length - 1].equals("dismissal")) {
            return trust.suspicions(null).getLast();
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
        boolean empty = path[1].equals("fabrikam");
        if (path.length > 2 && POLICIES.contains(path[2])) {
            Object found = empty ? policies.getEmpty(path) : policies.get(path, query);
            return found == null ? missing() : found;
        }
        String what = String.join("/", Arrays.asList(path).subList(2, path.length));
        if (FakeExports.knows(what)) {
            return new FakeExports().get(what, query);
        }
        return switch (what) {
            case "transfers" -> ownership.transfers(path[1], 100);
            case "departed-devices" -> ownership.departed(path[1], 100);
            case "overview" -> empty ? EMPTY : fleet.overview();
            case "devices/facets" -> new FakeViews().facets(path[1]);
            case "device-views" -> new FakeViews().views(path[1]);
            case "devices" -> empty ? new DevicePage(List.of(), 0) : devices(query);
            case "products" -> empty ? List.of() : fleet.products();
            case "images" -> empty ? List.of() : fleet.images();
            case "deployments" -> empty ? List.of() : fleet.deployments();
            case "reference-values" -> empty ? new ReferencePage(List.of(), 0, Map.of()) : references(query);
            case "suspicions" ->
                empty
                        ? List.of()
                        : trust.suspicions(query.containsKey("open") ? Boolean.valueOf(query.get("open")) : null);
            case "attestation-retention" -> new AttestationRetention(AttestationRetention.DEFAULT_DAYS);
            case "verifier-outages" -> empty ? List.of() : FakeTrust.outages();
            case "audit/verification" ->
                new AuditVerification(
                        true,
                        FakeFleet.ACTS,
                        FakeFleet.ACTS - 1,
                        FakeFleet.now(),
                        FakeFleet.digest("root").json(),
                        3,
                        List.of(),
                        0);
            case "audit/key" ->
                "holdfast/audit/0f1e2d3c-0000-4000-8000-000000000001+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq";
            case "audit" -> empty ? List.of() : fleet.audit(query);
            default -> one(path, query);
        };
    }

    private ReferencePage references(Map<String, String> query) {
        String origin = query.get("origin");
        String standing = query.get("standing");
        ReferencePage all = trust.page(
                query.get("text"),
                origin == null ? null : ReferenceOrigin.valueOf(origin),
                standing == null ? null : ReferenceStanding.valueOf(standing));
        return new ReferencePage(
                all.values().stream()
                        .skip(Long.parseLong(query.getOrDefault("offset", "0")))
                        .limit(Long.parseLong(query.getOrDefault("limit", "50")))
                        .toList(),
                all.total(),
                all.standings());
    }

    private Object one(String[] path, Map<String, String> query) {
        String name = path[3];
        String part = path.length > 4 ? path[4] : "";
        return switch (path[2]) {
            case "images" -> fleet.images().getFirst();
            case "reference-values" -> trust.preview(part);
            case "products" ->
                switch (path[path.length - 1]) {
                    case "connection-impact" -> new ConnectionImpact(14, 9, 4, 1);
                    case "deletion-impact" -> FakeFleet.deletion(path.length > 5);
                    default -> FakeOperatorApi.product(fleet, path, name);
                };
            case "deployments" ->
                part.equals("devices")
                        ? deploymentDevices(query)
                        : fleet.deployments().stream()
                                .filter(deployment -> deployment.id().toString().equals(name))
                                .findFirst()
                                .<Object>map(deployment -> deployment)
                                .orElseGet(FakeOperatorApi::missing);
            case "devices" ->
                fleet.devices().stream()
                        .filter(device -> device.id().text().equals(name))
                        .findFirst()
                        .map(device -> device(device, part))
                        .orElseGet(FakeOperatorApi::missing);
            default -> missing();
        };
    }

    /** A product, its groups, or one of them. */
    private static Object product(FakeFleet fleet, String[] path, String name) {
        int group = 5;
        return fleet.products().stream()
                .filter(product -> product.name().equals(name))
                .findFirst()
                .<Object>map(product -> path.length < group
                        ? product
                        : path.length == group
                                ? fleet.groups(name)
                                : fleet.groups(name).stream()
                                        .filter(one -> one.name()
                                                .equals(URLDecoder.decode(path[group], StandardCharsets.UTF_8)))
                                        .findFirst()
                                        .<Object>map(found -> found)
                                        .orElseGet(FakeOperatorApi::missing))
                .orElseGet(FakeOperatorApi::missing);
    }

    private Object device(DeviceView device, String part) {
        return switch (part) {
            case "attestations" -> FakeAttestations.of(device);
            case "suspicions" -> trust.suspicionsOf(device.id().text());
            case "reports" -> FakeAttestations.reports();
            case "description" -> new DeviceDescription(device.name(), device.tags(), device.notes());
            case "certificates" -> new FakeRevocations().certificates("", "", 0);
            case "capabilities" ->
                new FakeCapabilities(false).files("", device.id().text(), 0);
            default -> device;
        };
    }

    private static Problem missing() {
        return Problem.of(
                ProblemType.NOT_FOUND,
                "There is no such thing in this catalog, or it was removed. Go back to the list.",
                "req-19c0de");
    }

    private DevicePage devices(Map<String, String> query) {
        List<DeviceView> found = fleet.find(
                query.getOrDefault("filter", ""),
                query.get("trust"),
                query.getOrDefault("product", ""),
                query.getOrDefault("group", ""));
        List<DeviceView> sorted = found.stream()
                .filter(device ->
                        !query.containsKey("health") || device.health().name().equals(query.get("health")))
                .filter(device -> !"true".equals(query.get("blocked")) || device.block() != null)
                .sorted((a, b) -> severity(a.trust()) - severity(b.trust()))
                .toList();
        return FakeFleet.page(sorted, query.get("cursor"), Integer.parseInt(query.getOrDefault("limit", "50")));
    }

    private DeploymentDevicePage deploymentDevices(Map<String, String> query) {
        List<DeviceView> all = fleet.find("", null, "Toaster", "Production");
        return new DeploymentDevicePage(page(all, query), all.size());
    }

    private static <T> List<T> page(List<T> all, Map<String, String> query) {
        long offset = Long.parseLong(query.getOrDefault("offset", "0"));
        long limit = Long.parseLong(query.getOrDefault("limit", "50"));
        return all.stream().skip(offset).limit(limit).toList();
    }

    private static int severity(Trust trust) {
        return switch (trust) {
            case UNTRUSTED -> 0;
            case OUTDATED -> 1;
            case UNKNOWN -> 2;
            case TRUSTED -> 3;
        };
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
