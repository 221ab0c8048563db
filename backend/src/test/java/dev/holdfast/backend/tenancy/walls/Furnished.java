package dev.holdfast.backend.tenancy.walls;

import dev.holdfast.backend.attestation.policy.replay.RunReplays;
import dev.holdfast.backend.audit.SealAuditLogs;
import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.fleet.job.RunDeviceJobs;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.RequestId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.update.Packages;
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

/** Creates catalogs with one of everything that operations, filters and tables know. */
@Singleton
public class Furnished {
    private static final String POLICY = "title: T\ndescription: D\nrules: []\n";
    private static final Map<String, Object> EMPTY = Map.of();

    private final DeviceRows rows;
    private final SealAuditLogs seal;
    private final RunReplays runReplays;
    private final RunDeviceJobs runJobs;
    private final Vertx vertx;

    Furnished(
            Transactions transactions, SealAuditLogs seal, RunReplays runReplays, RunDeviceJobs runJobs, Vertx vertx) {
        this.rows = new DeviceRows(transactions, vertx);
        this.seal = seal;
        this.runReplays = runReplays;
        this.runJobs = runJobs;
        this.vertx = vertx;
    }

    /**
     * A furnished catalog.
     *
     * @param fleet the catalog, with another product
     * @param id of its rows
     * @param secret a text in every free text
     * @param things IDs and names of its resources
     */
    public record Catalog(Fleet fleet, CatalogId id, String secret, Things things) {
        /** Returns a person with a role in the whole catalog. */
        public Operator in(String role) {
            return Operator.in(fleet.catalog(), role);
        }

        /** Returns the creator, an owner whom no test uses otherwise. */
        Operator founder() {
            return Furnished.founder(fleet);
        }
    }

    /** Creates a catalog. All tests use other people than its creator, so that they can approve the creator's requests. */
    public Catalog create() {
        Fleet fleet = Fleet.create();
        Making making = new Making(fleet, founder(fleet), Things.digits(12));
        making.devices();
        making.software();
        making.people();
        making.policies();
        making.capability();
        making.transfers();
        making.settings();
        making.lastTheRequests();
        finishJobs();
        making.rest();
        OnVertx.await(vertx, seal::run);
        return new Catalog(fleet, making.id, making.secret, new Things(making.things));
    }

    private static Operator founder(Fleet fleet) {
        return new Operator(Tokens.of("founder-of-" + fleet.catalog(), "/catalogs/" + fleet.catalog() + "/owner"));
    }

    /** Runs all jobs and replays to the end. */
    void finishJobs() {
        OnVertx.await(vertx, runJobs::run);
        OnVertx.await(vertx, runReplays::run);
    }

    /**
     * Creates what only its creator can end: a token, a view, and a request for approval if the person may make one. The token needs a role
     * that is assigned in the catalog.
     */
    public Things of(Catalog catalog, Operator who, String name) {
        Fleet fleet = catalog.fleet();
        id(
                catalog.founder()
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
                                Map.of("name", "Own " + Things.digits(8), "filter", "", "shared", false)),
                        "id"));
        own.put(
                "tokens/id",
                id(
                        who.post(
                                fleet.path("tokens"),
                                Map.of("kind", "PERSONAL", "name", Things.digits(8), "role", "READER", "days", 1)),
                        "token.id"));
        ValidatableResponse asked = who.post(
                fleet.path("products/Thermostat/groups/Field Test/deployments"),
                Map.of("imageIds", List.of(catalog.things().get("imageId"))));
        if (asked.extract().statusCode() == 202) {
            own.put("to withdraw", id(asked, "id"));
        }
        return catalog.things().with(own);
    }

    /** A catalog under construction. */
    private final class Making {
        private final Fleet fleet;
        private final Operator founder;
        private final String secret;
        private final CatalogId id;
        private final Map<String, String> things = new HashMap<>();
        private List<DeviceId> chips = List.of();

        private Making(Fleet fleet, Operator founder, String secret) {
            this.fleet = fleet;
            this.founder = founder;
            this.secret = secret;
            this.id = new CatalogId(UUID.fromString(
                    founder.get("catalogs/" + fleet.catalog()).extract().path("id")));
            things.put("catalog", fleet.catalog());
            things.putAll(InstallationThings.WORDS);
        }

        private String the(String thing) {
            return Objects.requireNonNull(things.get(thing), thing);
        }

        private void devices() {
            product("product", "Product " + secret);
            product("spare product", "Spare " + secret);
            group("product", "group", "Group " + secret);
            group("spare product", "spare group", "Spare group " + secret);
            founder.request()
                    .delete(OperatorApi.BASE + fleet.path("products/" + the("spare product") + "/groups/Development"))
                    .then()
                    .statusCode(204);
            chips = fleet.endorsedChips(6);
            things.put("deviceId", chips.get(0).text());
            things.put("device to offer", chips.get(1).text());
            things.put("device to unclaim", chips.get(2).text());
            things.put("device to release", chips.get(4).text());
            fleet.claimInto(the("product"), the("group"), chips).statusCode(200);
            List<DeviceId> claimable = fleet.endorsedChips(2);
            things.put("device to claim", claimable.getFirst().text());
            things.put("other device to claim", claimable.getLast().text());
            put(
                    "devices/" + the("deviceId") + "/description",
                    Map.of("name", secret, "tags", List.of(secret), "notes", secret));
            post("devices/unclaim", Map.of("deviceIds", List.of(chips.get(3).text()), "reason", secret));
            things.put("attestation", rows.attest(id, chips.getFirst(), secret));
            things.put("kind", "ALTERNATING_NETWORKS");
            things.put("device-certificates/serial", rows.enrol(id, chips.getFirst()));
            things.put("device-jobs/id", tagging());
            things.put("running job", tagging());
        }

        private String tagging() {
            Map<String, Object> which = Map.of("deviceIds", List.of(the("deviceId"), "0".repeat(128)));
            return id(
                    post("device-jobs/tag", Map.of("devices", which, "add", List.of(secret), "reason", secret)), "id");
        }

        private void product(String thing, String name) {
            things.put(thing, name);
            post("products", Map.of("name", name, "description", secret));
        }

        private void group(String product, String thing, String name) {
            things.put(thing, name);
            String body = """
                    {"name":"%s","settings":{"description":"%s","osFeedType":"Retail","updatePolicy":"UpdateAll",
                    "allowCrashDumpsCollection":"Disabled","regionalDataBoundary":"None"}}""".formatted(name, secret);
            founder.post(fleet.path("products/" + the(product) + "/groups"), body);
        }

        private void software() {
            ImagePackage image = Packages.application(Packages.newComponent(), secret);
            founder.upload(fleet.path("images"), "application/octet-stream", image.bytes())
                    .statusCode(201);
            things.put("imageId", image.metadata().image().text());
            things.put(
                    "digest",
                    founder.get(fleet.path("images?fields=digest&filter=" + secret))
                            .extract()
                            .path("[0].digest"));
            ImagePackage tentative = Packages.application(Packages.newComponent(), secret + "t");
            founder.upload(fleet.path("images?tentative=true"), "application/octet-stream", tentative.bytes())
                    .statusCode(201);
            things.put("component", tentative.metadata().component().text());
            things.put("image", tentative.metadata().image().text());
            ImagePackage spare = Packages.application(Packages.newComponent(), secret + "s");
            founder.upload(fleet.path("images"), "application/octet-stream", spare.bytes())
                    .statusCode(201);
            things.put("spare image", spare.metadata().image().text());
            post(
                    "reference-values/" + spare.metadata().component().text() + "/" + the("spare image")
                            + "/retirement",
                    Map.of("reason", secret));
            String deployment = id(
                    post(groupPath("deployments"), Map.of("imageIds", List.of(the("imageId")), "reason", secret)),
                    "id");
            things.put("deployment", deployment);
            things.put("deployments/id", deployment);
            String serial = founder.get(fleet.path("certificates")).extract().path("serialNumber");
            things.put("authorities/serial", serial);
        }

        private String groupPath(String rest) {
            return "products/" + the("product") + "/groups/" + the("group") + "/" + rest;
        }

        private void people() {
            String member = """
                    {"kind":"SUBJECT","grantee":"%1$s","name":"%1$s","role":"READER","product":"%2$s","group":"%3$s"}""".formatted(secret, the("product"), the("group"));
            things.put("members/id", id(founder.post(fleet.path("members"), member), "id"));
            String token = """
                    {"kind":"SERVICE","name":"%s","role":"READER","product":"%s","group":"%s","days":1}""".formatted(secret, the("product"), the("group"));
            things.put("tokens/id", id(founder.post(fleet.path("tokens"), token), "token.id"));
            String writer = id(
                    post(
                            "tokens",
                            Map.of("kind", "SERVICE", "name", "Writer " + secret, "role", "CONTRIBUTOR", "days", 1)),
                    "secret");
            things.put("name of a token", "Writer " + secret);
            things.put(
                    "id of a request",
                    new Operator(writer)
                            .post(fleet.path("products"), Map.of("name", "Written " + secret, "description", secret))
                            .extract()
                            .header(RequestId.HEADER));
            things.put(
                    "device-views/id",
                    id(post("device-views", Map.of("name", secret, "filter", "tag:" + secret, "shared", true)), "id"));
        }

        private void policies() {
            List<Map<String, String>> all = founder.get(fleet.path("policies?product=" + the("product")))
                    .extract()
                    .jsonPath()
                    .getList("");
            for (Map<String, String> policy : all) {
                if (the("group").equals(policy.get("group"))) {
                    things.put("policy", policy.get("key"));
                }
                if ("PRODUCT".equals(policy.get("scope"))) {
                    things.put("active policy", policy.get("key"));
                }
            }
            things.put("version", "1");
            for (String policy : List.of("policy", "active policy")) {
                post(
                        "policies/" + the(policy) + "/versions",
                        Map.of("policy", POLICY.replace("D", secret), "comment", secret));
            }
            things.put("running replay", replayed("active policy"));
            post(
                    "policies/" + the("active policy") + "/activations",
                    Map.of("version", 1, "replay", replayed("active policy"), "comment", secret));
            things.put("replays/id", replayed("policy"));
        }

        private String replayed(String policy) {
            String replay = id(post("policies/" + the(policy) + "/versions/1/replays", EMPTY), "id");
            while (founder.get(fleet.path("replays/" + replay))
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
            things.put("capabilities/id", id(post(path, body), "id"));
        }

        private void settings() {
            put("attestation-retention", Map.of("days", 60));
            put("certificates/lifetime", Map.of("hours", 20));
            post("device-certificates/" + rows.enrol(id, chips.getLast()) + "/revoke", Map.of("reason", secret));
            founder.request()
                    .header("Idempotency-Key", secret)
                    .contentType("application/json")
                    .body(Map.of("name", "Kept " + secret, "filter", "", "shared", true))
                    .post(OperatorApi.BASE + fleet.path("device-views"));
        }

        private void rest() {
            rows.decide(id, chips.getFirst(), secret);
            rows.work(id, chips.getFirst(), UUID.fromString(the("replays/id")), UUID.fromString(the("device-jobs/id")));
            rows.letRun(id, UUID.fromString(the("running replay")), UUID.fromString(the("running job")));
        }

        private void transfers() {
            Fleet partner = Fleet.create();
            things.put("partner", partner.catalog());
            things.put("transferId", offer(fleet, partner, chips.getLast()));
            List<DeviceId> offered = partner.endorsedChips(2);
            partner.claim("Production", offered);
            things.put("transfer to accept", offer(partner, fleet, offered.getFirst()));
            things.put("transfer to decline", offer(partner, fleet, offered.getLast()));
        }

        private String offer(Fleet from, Fleet to, DeviceId device) {
            return id(
                    Operator.in(from.catalog(), "owner")
                            .post(
                                    from.path("transfers"),
                                    Map.of("to", to.catalog(), "deviceIds", List.of(device.text()), "note", secret)),
                    "transfer.id");
        }

        /** From here on, deployments need approval. */
        private void lastTheRequests() {
            rules(List.of("START_DEPLOYMENT", "RELEASE_DEVICES")).statusCode(200);
            things.put("to approve", id(rules(List.of()), "approval.id"));
            Map<String, Object> kept = Map.of("deviceIds", List.of(the("device to release")), "reason", secret);
            things.put("approvals/id", id(post("devices/unclaim", kept), "id"));
            things.put("decider", "decider-of-" + fleet.catalog());
            new Operator(Tokens.of(the("decider"), "/catalogs/" + fleet.catalog() + "/owner"))
                    .post(fleet.path("approvals/" + deploying("Production") + "/reject"), Map.of("comment", secret))
                    .statusCode(200);
            for (Map.Entry<String, String> request : Map.of(
                            "to reject", "Production OS Evaluation", "to withdraw", "Field Test OS Evaluation")
                    .entrySet()) {
                things.put(request.getKey(), deploying(request.getValue()));
            }
        }

        private String deploying(String group) {
            return id(
                    post(
                            "products/Thermostat/groups/" + group + "/deployments",
                            Map.of("imageIds", List.of(the("imageId")), "reason", secret)),
                    "id");
        }

        private ValidatableResponse rules(List<String> operations) {
            return put("approvals/rules", Map.of("operations", operations, "comment", secret));
        }

        private ValidatableResponse post(String path, Map<String, Object> body) {
            return founder.post(fleet.path(path), body);
        }

        private ValidatableResponse put(String path, Map<String, Object> body) {
            return founder.request()
                    .contentType("application/json")
                    .body(body)
                    .put(OperatorApi.BASE + fleet.path(path))
                    .then();
        }
    }

    /** Returns a value from a successful response; fails for any other response. */
    static String id(ValidatableResponse answer, String path) {
        int status = answer.extract().statusCode();
        if (!Walls.isSuccess(status)) {
            throw new AssertionError(status + " " + answer.extract().asString());
        }
        return String.valueOf(answer.extract().<Object>path(path));
    }
}
