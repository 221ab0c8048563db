package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.attestation.AttestationRetention;
import dev.holdfast.contract.operator.audit.AuditVerification;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.deployment.DeploymentDevicePage;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.product.ConnectionImpact;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferencePage;
import dev.holdfast.contract.operator.reference.ReferenceStanding;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a catalog of the fake fleet answers to who reads. {@code contoso} is full, {@code fabrikam} is empty. */
final class FakeCatalog {
    /** What is about policies. */
    static final Set<String> POLICIES = Set.of("policies", "replays", "approvals");

    private static final Overview EMPTY =
            new Overview(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), 0, 0, 0, List.of());

    private final FakeFleet fleet;
    private final FakeTrust trust;
    private final FakeOwnership ownership;
    private final FakePolicies policies;

    FakeCatalog(FakeFleet fleet, FakeTrust trust, FakeOwnership ownership, FakePolicies policies) {
        this.fleet = fleet;
        this.trust = trust;
        this.ownership = ownership;
        this.policies = policies;
    }

    /** Answers; {@code path} begins with {@code catalogs}. */
    Object get(String[] path, Map<String, String> query, Me me) {
        FakeParts parts = new FakeParts(fleet, me);
        return parts.alone() ? ofParts(parts, path, query) : get(path, query);
    }

    private Object ofParts(FakeParts parts, String[] path, Map<String, String> query) {
        return switch (String.join("/", Arrays.asList(path).subList(2, path.length))) {
            case "devices/facets" -> parts.facets();
            case "devices" -> devices(parts.devices(), query);
            case "products" -> parts.products();
            default ->
                path[2].equals("products") && path[path.length - 1].equals("groups")
                        ? parts.groups(path[3])
                        : get(path, query);
        };
    }

    private Object get(String[] path, Map<String, String> query) {
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
            case "transfers" -> ownership.find(path[1], query.getOrDefault("filter", ""));
            case "departed-devices" -> ownership.departed(path[1], 0, 100);
            case "overview" -> empty ? EMPTY : fleet.overview();
            case "devices/facets" -> new FakeViews().facets(path[1]);
            case "device-views" -> new FakeViews().views(path[1]);
            case "devices" -> empty ? new DevicePage(List.of(), 0) : devices(fleet.devices(), query);
            case "products" -> empty ? List.of() : fleet.products();
            case "device-certificates" ->
                empty ? List.of() : new FakeRevocations().find(query.getOrDefault("filter", ""));
            case "images" -> empty ? List.of() : fleet.images(query.getOrDefault("filter", ""));
            case "deployments" ->
                empty || query.getOrDefault("filter", "").contains("teapot") ? List.of() : fleet.deployments();
            case "reference-values" -> empty ? new ReferencePage(List.of(), 0, Map.of()) : references(query);
            case "suspicions" -> empty ? List.of() : trust.suspicions(query.getOrDefault("filter", ""));
            case "attestation-retention" -> new AttestationRetention(AttestationRetention.DEFAULT_DAYS);
            case "verifier-outages" -> empty ? List.of() : FakeTrust.outages();
            case "audit/verification" ->
                new AuditVerification(
                        true,
                        FakeAudit.ACTS,
                        FakeAudit.ACTS - 1,
                        FakeFleet.now(),
                        FakeFleet.digest("root").json(),
                        3,
                        List.of(),
                        0);
            case "audit/key" ->
                "holdfast/audit/0f1e2d3c-0000-4000-8000-000000000001+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq";
            case "audit" -> empty ? List.of() : FakeAudit.find(query.getOrDefault("filter", ""));
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
            case "device-views" ->
                new FakeViews().view(path[1], UUID.fromString(name)).getEntity();
            case "reference-values" -> trust.preview(part);
            case "products" ->
                switch (path[path.length - 1]) {
                    case "connection-impact" -> new ConnectionImpact(14, 9, 4, 1);
                    case "deployments" ->
                        fleet.deployments().stream()
                                .filter(deployment -> deployment.product().equals(name)
                                        && deployment.group().equals(path[5]))
                                .toList();
                    case "deployable-images" -> fleet.images("type:Applications");
                    case "deletion-impact" -> FakeFleet.deletion(path.length > 5);
                    default -> product(fleet, path, name);
                };
            case "deployments" ->
                part.equals("devices")
                        ? deploymentDevices(query)
                        : fleet.deployments().stream()
                                .filter(deployment -> deployment.id().toString().equals(name))
                                .findFirst()
                                .<Object>map(deployment -> deployment)
                                .orElseGet(FakeCatalog::missing);
            case "devices" ->
                fleet.devices().stream()
                        .filter(device -> device.id().text().equals(name))
                        .findFirst()
                        .map(device -> device(device, part))
                        .orElseGet(FakeCatalog::missing);
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
                                        .filter(one -> one.name().equals(path[group]))
                                        .findFirst()
                                        .<Object>map(found -> found)
                                        .orElseGet(FakeCatalog::missing))
                .orElseGet(FakeCatalog::missing);
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

    private DevicePage devices(List<DeviceView> among, Map<String, String> query) {
        List<DeviceView> sorted = fleet.find(query.get("filter")).stream()
                .filter(among::contains)
                .sorted((a, b) -> severity(a.trust()) - severity(b.trust()))
                .toList();
        return FakeFleet.page(sorted, query.get("cursor"), Integer.parseInt(query.getOrDefault("limit", "50")));
    }

    private DeploymentDevicePage deploymentDevices(Map<String, String> query) {
        List<DeviceView> all = fleet.find("product:Toaster group:Production");
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
}
