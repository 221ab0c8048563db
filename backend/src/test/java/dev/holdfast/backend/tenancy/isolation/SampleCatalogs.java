package dev.holdfast.backend.tenancy.isolation;

import dev.holdfast.backend.alert.rule.RaiseAlerts;
import dev.holdfast.backend.attestation.policy.replay.RunReplays;
import dev.holdfast.backend.audit.SealAuditLogs;
import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.fleet.job.RunDeviceJobs;
import dev.holdfast.backend.installation.Await;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.RequestId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.backend.update.manifest.RenewManifests;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Creates sample catalogs. Each has at least one of every resource that operations and filters can name, and rows in every table. */
@Singleton
public class SampleCatalogs {
    private static final String POLICY = "title: T\ndescription: D\nrules: []\n";
    private static final Map<String, Object> EMPTY = Map.of();

    private final DeviceRows rows;
    private final SealAuditLogs seal;
    private final RunReplays runReplays;
    private final RunDeviceJobs runJobs;
    private final RenewManifests renewManifests;
    private final RaiseAlerts raiseAlerts;
    private final Vertx vertx;

    SampleCatalogs(
            Transactions transactions,
            SealAuditLogs seal,
            RunReplays runReplays,
            RunDeviceJobs runJobs,
            RenewManifests renewManifests,
            RaiseAlerts raiseAlerts,
            Vertx vertx) {
        this.rows = new DeviceRows(transactions, vertx);
        this.seal = seal;
        this.runReplays = runReplays;
        this.runJobs = runJobs;
        this.renewManifests = renewManifests;
        this.raiseAlerts = raiseAlerts;
        this.vertx = vertx;
    }

    /**
     * A sample catalog.
     *
     * @param fleet the catalog, which also has the product {@code Thermostat}
     * @param id ID of the catalog's rows
     * @param secret hex digits that occur in every free text and in no other catalog
     * @param ids IDs and names of the resources
     */
    public record Catalog(Fleet fleet, CatalogId id, String secret, SampleIds ids) {
        /** Returns a person with a role in the whole catalog. */
        public Operator in(String role) {
            return Operator.in(fleet.catalog(), role);
        }

        /** Returns the creator, an owner as whom no test acts. */
        Operator creator() {
            return SampleCatalogs.creator(fleet);
        }
    }

    /** Creates a catalog. No test acts as its creator, so that people in tests can approve the creator's requests. */
    public Catalog create() {
        Fleet fleet = Fleet.create();
        Creation creation = new Creation(fleet, creator(fleet), SampleIds.digits(12));
        creation.devices();
        creation.software();
        creation.rollouts();
        creation.people();
        creation.policies();
        creation.capability();
        creation.transfers();
        creation.settings();
        creation.approvalRequests();
        finishJobs(creation.id);
        creation.rest();
        creation.alert();
        // The first run can lose against the schedule, which read fewer entries.
        OnVertx.await(vertx, seal::run);
        OnVertx.await(vertx, seal::run);
        return new Catalog(fleet, creation.id, creation.secret, new SampleIds(creation.ids));
    }

    private static Operator creator(Fleet fleet) {
        return new Operator(Tokens.of("creator-of-" + fleet.catalog(), "/catalogs/" + fleet.catalog() + "/owner"));
    }

    /** Signs the manifest sets that are due. Runs jobs and replays of a catalog to the end, possibly while the schedule runs them too. */
    void finishJobs(CatalogId catalog) {
        OnVertx.await(vertx, renewManifests::renew);
        Await.until("jobs and replays end", () -> {
            OnVertx.await(vertx, runJobs::run);
            OnVertx.await(vertx, runReplays::run);
            return !rows.isRunning(catalog);
        });
    }

    /**
     * Creates resources that only {@code who} can end: a token, a view, and, if {@code who} may request one, an approval. Returns the
     * catalog's IDs with these. The token needs a role that is assigned in the catalog.
     */
    public SampleIds of(Catalog catalog, Operator who, String name) {
        Fleet fleet = catalog.fleet();
        id(
                catalog.creator()
                        .post(
                                fleet.path("members"),
                                Map.of("kind", "SUBJECT", "grantee", "id-of-" + name, "name", name, "role", "READER")),
                "id");
        Map<String, String> own = new HashMap<>();
        own.put(
                "device-views/id",
                id(
                        who.post(
                                fleet.path("device-views"),
                                Map.of("name", "Own " + SampleIds.digits(8), "filter", "", "shared", false)),
                        "id"));
        own.put(
                "tokens/id",
                id(
                        who.post(
                                fleet.path("tokens"),
                                Map.of("kind", "PERSONAL", "name", SampleIds.digits(8), "role", "READER", "days", 1)),
                        "token.id"));
        ValidatableResponse asked = who.post(
                fleet.path("products/Thermostat/groups/Field Test/deployments"),
                Map.of("imageIds", List.of(catalog.ids().get("imageId"))));
        if (asked.extract().statusCode() == 202) {
            own.put("to withdraw", id(asked, "id"));
        }
        return catalog.ids().with(own);
    }

    /** A catalog under construction. */
    private final class Creation {
        private final Fleet fleet;
        private final Operator creator;
        private final String secret;
        private final CatalogId id;
        /** IDs and names of resources by their keys in {@code expected-responses.csv}. */
        private final Map<String, String> ids = new HashMap<>();

        private List<DeviceId> chips = List.of();

        private Creation(Fleet fleet, Operator creator, String secret) {
            this.fleet = fleet;
            this.creator = creator;
            this.secret = secret;
            this.id = new CatalogId(UUID.fromString(
                    creator.get("catalogs/" + fleet.catalog()).extract().path("id")));
            ids.put("catalog", fleet.catalog());
            ids.putAll(InstallationSampleIds.WORDS);
        }

        /** Returns the value of a key that exists already. */
        private String the(String key) {
            return Objects.requireNonNull(ids.get(key), key);
        }

        private void devices() {
            product("product", "Product " + secret);
            product("spare product", "Spare " + secret);
            group("product", "group", "Group " + secret);
            group("spare product", "spare group", "Spare group " + secret);
            creator.request()
                    .delete(OperatorApi.BASE + fleet.path("products/" + the("spare product") + "/groups/Development"))
                    .then()
                    .statusCode(204);
            chips = fleet.endorsedChips(7);
            ids.put("deviceId", chips.get(0).text());
            ids.put("device to offer", chips.get(1).text());
            ids.put("device to unclaim", chips.get(2).text());
            ids.put("device to release", chips.get(4).text());
            fleet.claimInto(the("product"), the("group"), chips).statusCode(200);
            List<DeviceId> claimable = fleet.endorsedChips(2);
            ids.put("device to claim", claimable.getFirst().text());
            ids.put("other device to claim", claimable.getLast().text());
            put(
                    "devices/" + the("deviceId") + "/description",
                    Map.of("name", secret, "tags", List.of(secret), "notes", secret));
            ids.put("departed device", chips.get(3).text());
            put(
                    "devices/" + the("departed device") + "/description",
                    Map.of("name", secret, "tags", List.of(), "notes", ""));
            post("devices/unclaim", Map.of("deviceIds", List.of(the("departed device")), "reason", secret));
            ids.put("attestation", rows.attest(id, chips.getFirst(), secret));
            ids.put("kind", "ALTERNATING_NETWORKS");
            ids.put("device-certificates/serial", rows.enrol(id, chips.getFirst()));
            ids.put("device-jobs/id", tagging());
            ids.put("running job", tagging());
        }

        /** Starts a job that tags the device and refuses an unknown one. Returns its ID. */
        private String tagging() {
            Map<String, Object> which = Map.of("deviceIds", List.of(the("deviceId"), "0".repeat(128)));
            return id(
                    post("device-jobs/tag", Map.of("devices", which, "add", List.of(secret), "reason", secret)), "id");
        }

        private void product(String key, String name) {
            ids.put(key, name);
            post("products", Map.of("name", name, "description", secret));
        }

        private void group(String product, String key, String name) {
            ids.put(key, name);
            String body = """
                    {"name":"%s","settings":{"description":"%s","osFeedType":"Retail","updatePolicy":"UpdateAll",
                    "allowCrashDumpsCollection":"Disabled","regionalDataBoundary":"None"}}""".formatted(name, secret);
            creator.post(fleet.path("products/" + the(product) + "/groups"), body);
        }

        private void software() {
            ImagePackage image = Packages.application(Packages.newComponent(), secret);
            creator.upload(fleet.path("images"), "application/octet-stream", image.bytes())
                    .statusCode(201);
            ids.put("imageId", image.metadata().image().text());
            ids.put(
                    "digest",
                    creator.get(fleet.path("images?fields=digest&filter=" + secret))
                            .extract()
                            .path("items[0].digest"));
            ImagePackage tentative = Packages.application(Packages.newComponent(), secret + "t");
            creator.upload(fleet.path("images?tentative=true"), "application/octet-stream", tentative.bytes())
                    .statusCode(201);
            ids.put("component", tentative.metadata().component().text());
            ids.put("image", tentative.metadata().image().text());
            ImagePackage spare = Packages.application(Packages.newComponent(), secret + "s");
            creator.upload(fleet.path("images"), "application/octet-stream", spare.bytes())
                    .statusCode(201);
            ids.put("spare image", spare.metadata().image().text());
            post(
                    "reference-values/" + spare.metadata().component().text() + "/" + the("spare image")
                            + "/retirement",
                    Map.of("reason", secret));
            ids.put("retired component", UUID.randomUUID().toString());
            ids.put("retired image", UUID.randomUUID().toString());
            Map<String, Object> value = Map.of(
                    "type",
                    "Applications",
                    "component",
                    the("retired component"),
                    "image",
                    the("retired image"),
                    "name",
                    secret,
                    "digest",
                    SampleIds.digits(64),
                    "securityVersion",
                    1);
            post("reference-values", Map.of("values", List.of(value)));
            post(
                    "reference-values/" + the("retired component") + "/" + the("retired image") + "/retirement",
                    Map.of("reason", secret));
            String deployment = id(
                    post(groupPath("deployments"), Map.of("imageIds", List.of(the("imageId")), "reason", secret)),
                    "id");
            ids.put("deployment", deployment);
            ids.put("deployments/id", deployment);
            String serial = creator.get(fleet.path("certificates")).extract().path("serialNumber");
            ids.put("authorities/serial", serial);
            ids.put(
                    "image-keys/id",
                    creator.get(fleet.path("image-keys")).extract().path("items[0].id"));
        }

        /** Creates drafts, and active rollouts of which a person decides the next step, each in another group. */
        private void rollouts() {
            product("rollout product", "Rollouts " + secret);
            ids.put("rolled out device", chips.get(5).text());
            fleet.claimInto(the("rollout product"), "Field Test", List.of(chips.get(5)))
                    .statusCode(200);
            post(rolloutGroup("Production") + "deployments", Map.of("imageIds", List.of(the("imageId"))));
            group("rollout product", "draft group", "Drafts " + secret);
            ids.put("draft rollout", rollout(the("draft group")));
            ids.put("rollout to abort", rollout(the("draft group")));
            ids.put("rollout", rollout("Field Test OS Evaluation"));
            rows.await(id, the("rollout"), "HALTED");
            ids.put("waiting rollout", rollout("Production OS Evaluation"));
            rows.await(id, the("waiting rollout"), "WAITING");
            ids.put("bad rollout", rollout("Production"));
            rows.await(id, the("bad rollout"), "PAUSED");
            ids.put("failing rollout", rollout("Field Test"));
            rows.await(id, the("failing rollout"), "PAUSED");
            rows.fail(id, the("failing rollout"), chips.get(5));
            group("rollout product", "changing group", "Changing " + secret);
            ids.put("changing rollout", rollout(the("changing group")));
            rows.await(id, the("changing rollout"), "WAITING");
        }

        /** Creates the draft of a rollout and returns its ID. */
        private String rollout(String group) {
            Map<String, Object> request = Map.of(
                    "imageIds", List.of(the("imageId")), "phases", List.of(Map.of("percent", 10)), "reason", secret);
            return id(post(rolloutGroup(group) + "rollouts", request), "id");
        }

        private String rolloutGroup(String group) {
            return "products/" + the("rollout product") + "/groups/" + group + "/";
        }

        /** Returns a path below the group. */
        private String groupPath(String rest) {
            return "products/" + the("product") + "/groups/" + the("group") + "/" + rest;
        }

        private void people() {
            String member = """
                    {"kind":"SUBJECT","grantee":"%1$s","name":"%1$s","role":"READER","product":"%2$s","group":"%3$s"}""".formatted(secret, the("product"), the("group"));
            ids.put("members/id", id(creator.post(fleet.path("members"), member), "id"));
            String token = """
                    {"kind":"SERVICE","name":"%s","role":"READER","product":"%s","group":"%s","days":1}""".formatted(secret, the("product"), the("group"));
            ids.put("tokens/id", id(creator.post(fleet.path("tokens"), token), "token.id"));
            String writer = id(
                    post(
                            "tokens",
                            Map.of("kind", "SERVICE", "name", "Writer " + secret, "role", "CONTRIBUTOR", "days", 1)),
                    "secret");
            ids.put("name of a token", "Writer " + secret);
            ids.put(
                    "id of a request",
                    new Operator(writer)
                            .post(fleet.path("products"), Map.of("name", "Written " + secret, "description", secret))
                            .extract()
                            .header(RequestId.HEADER));
            ids.put(
                    "device-views/id",
                    id(post("device-views", Map.of("name", secret, "filter", "tag:" + secret, "shared", true)), "id"));
        }

        private void policies() {
            List<Map<String, String>> all = creator.get(
                            fleet.path("policies?filter=product:\"" + the("product") + "\""))
                    .extract()
                    .jsonPath()
                    .getList("items");
            for (Map<String, String> policy : all) {
                if (the("group").equals(policy.get("group"))) {
                    ids.put("policy", policy.get("key"));
                }
                if ("PRODUCT".equals(policy.get("scope"))) {
                    ids.put("active policy", policy.get("key"));
                }
            }
            ids.put("version", "1");
            ids.put("update policy", "update-" + the("policy"));
            for (String policy : List.of("policy", "active policy", "update policy")) {
                post(
                        "policies/" + the(policy) + "/versions",
                        Map.of("policy", POLICY.replace("D", secret), "comment", secret));
            }
            ids.put("running replay", replayed("active policy"));
            post(
                    "policies/" + the("active policy") + "/activations",
                    Map.of("version", 1, "replay", replayed("active policy"), "comment", secret));
            ids.put("replays/id", replayed("policy"));
        }

        /** Replays version 1 of a policy to the end and returns the replay's ID. */
        private String replayed(String policy) {
            String replay = id(post("policies/" + the(policy) + "/versions/1/replays", EMPTY), "id");
            while (creator.get(fleet.path("replays/" + replay))
                    .extract()
                    .path("state")
                    .equals("RUNNING")) {
                OnVertx.await(vertx, runReplays::run);
            }
            return replay;
        }

        private void capability() {
            String path = "devices/" + the("deviceId") + "/capabilities";
            Map<String, Object> body = Map.of("capabilities", List.of(), "hours", 1, "reason", secret);
            ids.put("capabilities/id", id(post(path, body), "id"));
        }

        private void settings() {
            put("attestation-retention", Map.of("days", 60));
            put("certificates/lifetime", Map.of("hours", 20));
            post("device-certificates/" + rows.enrol(id, chips.getLast()) + "/revoke", Map.of("reason", secret));
            creator.request()
                    .header("Idempotency-Key", secret)
                    .contentType("application/json")
                    .body(Map.of("name", "Kept " + secret, "filter", "", "shared", true))
                    .post(OperatorApi.BASE + fleet.path("device-views"));
        }

        /** Adds rows that devices, replays and jobs otherwise cause. Comes last, because the replay and the job then count as running. */
        private void rest() {
            rows.decide(id, chips.getFirst(), secret);
            rows.rollOut(id, chips.getFirst(), secret);
            rows.addReplayAndJobRows(
                    id, chips.getFirst(), UUID.fromString(the("replays/id")), UUID.fromString(the("device-jobs/id")));
            rows.markRunning(id, UUID.fromString(the("running replay")), UUID.fromString(the("running job")));
        }

        /** Raises the alert of a halted rollout, and assigns it to a person. */
        private void alert() {
            rows.emit(id, Event.of("RolloutHalted", the("rollout"), Map.of("group", the("rollout product"))));
            Await.until("the alert is raised", () -> {
                OnVertx.await(vertx, raiseAlerts::raise);
                String alert = creator.get(fleet.path("alerts?filter=rule:rollout-halted"))
                        .extract()
                        .path("items[0].id");
                if (alert != null) {
                    ids.put("alert", alert);
                }
                return alert != null;
            });
            ids.put("assignee", "analyst-" + secret);
            creator.post(
                            fleet.path("alert-actions"),
                            Map.of("alerts", List.of(the("alert")), "action", "ASSIGN", "assignee", the("assignee")))
                    .statusCode(200);
        }

        private void transfers() {
            Fleet partner = Fleet.create();
            ids.put("partner", partner.catalog());
            ids.put("transferId", offer(fleet, partner, chips.getLast()));
            List<DeviceId> offered = partner.endorsedChips(2);
            partner.claim("Production", offered);
            ids.put("transfer to accept", offer(partner, fleet, offered.getFirst()));
            ids.put("transfer to decline", offer(partner, fleet, offered.getLast()));
        }

        /** Offers a device to another catalog and returns the transfer's ID. */
        private String offer(Fleet from, Fleet to, DeviceId device) {
            return id(
                    Operator.in(from.catalog(), "owner")
                            .post(
                                    from.path("transfers"),
                                    Map.of("to", to.catalog(), "deviceIds", List.of(device.text()), "note", secret)),
                    "transfer.id");
        }

        /** Creates requests for approval. From here on, deployments need approval. */
        private void approvalRequests() {
            rules(List.of("START_DEPLOYMENT", "RELEASE_DEVICES")).statusCode(200);
            ids.put("to approve", id(rules(List.of()), "approval.id"));
            Map<String, Object> kept = Map.of("deviceIds", List.of(the("device to release")), "reason", secret);
            ids.put("approvals/id", id(post("devices/unclaim", kept), "id"));
            ids.put("decider", "decider-of-" + fleet.catalog());
            new Operator(Tokens.of(the("decider"), "/catalogs/" + fleet.catalog() + "/owner"))
                    .post(fleet.path("approvals/" + deploying("Production") + "/reject"), Map.of("comment", secret))
                    .statusCode(200);
            for (Map.Entry<String, String> request : Map.of(
                            "to reject", "Production OS Evaluation", "to withdraw", "Field Test OS Evaluation")
                    .entrySet()) {
                ids.put(request.getKey(), deploying(request.getValue()));
            }
        }

        /** Requests a deployment, which needs approval. Returns the approval's ID. */
        private String deploying(String group) {
            return id(
                    post(
                            "products/Thermostat/groups/" + group + "/deployments",
                            Map.of("imageIds", List.of(the("imageId")), "reason", secret)),
                    "id");
        }

        /** Replaces all approval rules. */
        private ValidatableResponse rules(List<String> operations) {
            return put("approvals/rules", Map.of("operations", operations, "comment", secret));
        }

        private ValidatableResponse post(String path, Map<String, Object> body) {
            return creator.post(fleet.path(path), body);
        }

        private ValidatableResponse put(String path, Map<String, Object> body) {
            return creator.request()
                    .contentType("application/json")
                    .body(body)
                    .put(OperatorApi.BASE + fleet.path(path))
                    .then();
        }
    }

    /** Returns a value from a successful response. {@code path} is its JSON path. Fails for any other response. */
    static String id(ValidatableResponse answer, String path) {
        int status = answer.extract().statusCode();
        if (!ExpectedResponses.isSuccess(status)) {
            throw new AssertionError(status + " " + answer.extract().asString());
        }
        return String.valueOf(answer.extract().<Object>path(path));
    }
}
