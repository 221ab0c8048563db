package dev.holdfast.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices leave a catalog: unclaimed, or transferred to another catalog. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class TransferTest {
    private static final Map<String, String> WHY = Map.of("reason", "A change of plans");
    private static final Map<String, String> PRODUCTION = Map.of("product", "Thermostat", "group", "Production");

    @Inject
    Gateway gateway;

    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    private Fleet source;
    private Fleet target;
    private List<DeviceId> chips;

    @BeforeEach
    void prepare() {
        source = Fleet.create();
        target = Fleet.create();
        chips = source.endorsedChips(3);
    }

    @Test
    void an_accepted_transfer_moves_devices_and_counters_but_not_history() {
        source.claim("Production", chips);
        String transfer = offer(chips.subList(0, 2));
        source.owner()
                .get(source.path("transfers"))
                .body("items.direction", contains("OUTGOING"))
                .body("items.state", contains("OPEN"));
        target.owner()
                .get(target.path("transfers"))
                .body("items.direction", contains("INCOMING"))
                .body("items.from", contains(source.catalog()));

        target.owner()
                .post(target.path("transfers/" + transfer + "/accept"), PRODUCTION)
                .statusCode(200)
                .body("transfer.state", equalTo("ACCEPTED"));

        source.owner().get(source.path("devices")).body("total", equalTo(1));
        source.owner().get(source.path("overview")).body("devices", equalTo(1)).body("unknown", equalTo(1));
        source.owner().get(source.path("products/Thermostat/groups")).body("items.devices", contains(0, 0, 0, 1, 0));
        target.owner().get(target.path("devices")).body("total", equalTo(2));
        target.owner().get(target.path("overview")).body("devices", equalTo(2));
        source.owner()
                .get(source.path("departed-devices"))
                .body("items.departure", contains("TRANSFERRED", "TRANSFERRED"))
                .body("items.group", contains("Production", "Production"));
        source.owner().get(source.path("devices/" + chips.getFirst())).statusCode(404);
        source.owner()
                .get(source.path("devices/" + chips.getFirst() + "/attestations"))
                .statusCode(200);
        source.owner()
                .get(source.path("devices/" + chips.getFirst() + "/reports"))
                .statusCode(200);
        target.owner()
                .get(target.path("audit?filter=Transfer"))
                .body("items.action", contains("AcceptTransfer", "OfferTransfer"));
        source.owner()
                .get(source.path("audit?filter=Transfer"))
                .body("items.action", contains("AcceptTransfer", "OfferTransfer"))
                .body("items.detail[0]", equalTo("Catalog " + target.catalog() + " accepted 2 devices."));
        assertThat(gateway.assignment(SiliconManufacturer.witness(chips.getFirst()))
                        .catalog())
                .isEqualTo(idOf(target));
        assertThat(groupsOf("DeviceTransferred")).as("groups of the event").containsExactly("Production");
    }

    /** Returns the groups that the source's events of a kind are about. */
    private List<String> groupsOf(String kind) {
        CatalogId catalog = new CatalogId(idOf(source));
        return OnVertx.await(
                vertx, () -> transactions.inCatalog(catalog, tx -> tx.list("""
                select distinct g.name from outbox o
                join device_group g on g.catalog_id = o.catalog_id and g.group_id = any (o.scopes)
                where o.kind = $1""", row -> row.getString("name"), kind)));
    }

    @Test
    void a_transfer_is_accepted_once_and_old_lists_no_longer_count() {
        source.claim("Production", chips);
        String transfer = offer(chips);
        target.owner()
                .post(target.path("transfers/" + transfer + "/accept"), PRODUCTION)
                .statusCode(200);

        target.owner()
                .post(target.path("transfers/" + transfer + "/accept"), PRODUCTION)
                .statusCode(409);
        source.claim("Production", chips).body("refused.code", contains("NOT_FOUND", "NOT_FOUND", "NOT_FOUND"));
        unclaim(target, chips).statusCode(200).body("unclaimed", equalTo(3));
        importAgain();
        source.claim("Production", chips)
                .body("refused.code", contains("PROOF_NEEDED", "PROOF_NEEDED", "PROOF_NEEDED"))
                .body("refused[0].reason", containsString("transferred to another catalog since then"));
        source.owner()
                .get(source.path("departed-devices"))
                .body("items.departure", contains("TRANSFERRED", "TRANSFERRED", "TRANSFERRED"))
                .body("items.reason[0]", containsString("The plant was sold"));
        target.owner()
                .get(target.path("departed-devices"))
                .body("items.departure", contains("UNCLAIMED", "UNCLAIMED", "UNCLAIMED"))
                .body("items.reason[0]", equalTo("A change of plans"));
        target.owner()
                .post(target.path("transfers/" + transfer + "/accept"), PRODUCTION)
                .statusCode(409);
        target.claim("Production", chips).body("claimed", equalTo(0));
    }

    @Test
    void an_unclaimed_device_can_be_claimed_again_by_a_list_for_the_catalog() {
        source.claim("Production", chips);

        unclaim(source, chips.subList(0, 2))
                .statusCode(200)
                .body("unclaimed", equalTo(2))
                .body("refused", empty());

        source.owner().get(source.path("devices")).body("total", equalTo(1));
        source.owner()
                .get(source.path("departed-devices?filter=device:"
                        + chips.getFirst().text().substring(0, 20)))
                .body("items.departure", contains("UNCLAIMED"))
                .body("items.reason", contains("A change of plans"));
        source.owner()
                .get(source.path("audit?filter=UnclaimDevices"))
                .body("items.detail", contains("Unclaimed 2 devices: A change of plans"));
        assertThat(gateway.get("devices/" + chips.getFirst() + "/assignment?"
                                + SiliconManufacturer.witness(chips.getFirst()).query())
                        .statusCode())
                .isEqualTo(403);
        target.claim("Production", chips.subList(0, 1)).body("refused.code", contains("PROOF_NEEDED"));
        source.claim("Production", chips.subList(0, 1)).body("claimed", equalTo(1));
        source.owner().get(source.path("overview")).body("devices", equalTo(2));
    }

    @Test
    void withdrawn_declined_and_unknown_transfers_cannot_be_accepted() {
        source.claim("Production", chips);
        String withdrawn = offer(chips.subList(0, 1));
        target.owner()
                .post(target.path("transfers/" + withdrawn + "/withdraw"), WHY)
                .statusCode(409);
        source.owner()
                .post(source.path("transfers/" + withdrawn + "/decline"), WHY)
                .statusCode(409);
        source.owner()
                .post(source.path("transfers/" + withdrawn + "/accept"), PRODUCTION)
                .statusCode(409);
        source.owner()
                .post(source.path("transfers/" + withdrawn + "/withdraw"), WHY)
                .statusCode(200)
                .body("transfer.state", equalTo("WITHDRAWN"));
        String declined = offer(chips.subList(0, 1));
        target.owner()
                .post(target.path("transfers/" + declined + "/decline"), WHY)
                .statusCode(200)
                .body("transfer.state", equalTo("DECLINED"));

        for (String transfer : List.of(withdrawn, declined)) {
            target.owner()
                    .post(target.path("transfers/" + transfer + "/accept"), PRODUCTION)
                    .statusCode(409);
        }
        target.owner()
                .post(target.path("transfers/" + UUID.randomUUID() + "/accept"), PRODUCTION)
                .statusCode(404);
        target.owner()
                .get(target.path("audit?filter=Transfer"))
                .body(
                        "items.action",
                        contains("DeclineTransfer", "OfferTransfer", "WithdrawTransfer", "OfferTransfer"));
        source.owner()
                .get(source.path("audit?filter=Transfer"))
                .body(
                        "items.action",
                        contains("DeclineTransfer", "OfferTransfer", "WithdrawTransfer", "OfferTransfer"));
    }

    @Test
    void a_third_catalog_cannot_see_or_change_a_transfer() {
        source.claim("Production", chips);
        String transfer = offer(chips);
        Fleet third = Fleet.create();

        third.owner().get(third.path("transfers")).body("items", hasSize(0));
        third.owner().get(third.path("transfers/" + transfer)).statusCode(404);
        for (String operation : List.of("accept", "withdraw", "decline")) {
            third.owner()
                    .post(
                            third.path("transfers/" + transfer + "/" + operation),
                            operation.equals("accept") ? PRODUCTION : WHY)
                    .statusCode(404);
        }
        target.owner().get(target.path("transfers/" + transfer)).body("deviceIds", hasSize(3));
    }

    @Test
    void an_offered_device_cannot_be_offered_again_or_unclaimed() {
        source.claim("Production", chips);
        offer(chips.subList(1, 2));

        tryToOffer(target.catalog(), chips).statusCode(409).body("errors.field", contains("deviceIds[1]"));
        unclaim(source, chips).body("unclaimed", equalTo(2)).body("refused.code", contains("ON_OFFER"));
    }

    @Test
    void a_blocked_device_cannot_be_unclaimed_offered_or_transferred() {
        source.claim("Production", chips);
        String transfer = offer(chips.subList(1, 3));
        source.owner()
                .post(source.path("devices/block"), ids(chips.subList(0, 2)))
                .statusCode(200);

        unclaim(source, chips)
                .body("unclaimed", equalTo(0))
                .body("refused.code", contains("BLOCKED", "BLOCKED", "ON_OFFER"))
                .body("refused[0].reason", containsString("Unblock it first"));
        tryToOffer(target.catalog(), chips.subList(0, 1))
                .statusCode(409)
                .body("detail", containsString("Ask an owner to unblock them first"))
                .body("errors.field", contains("deviceIds[0]"));
        target.owner()
                .post(target.path("transfers/" + transfer + "/accept"), PRODUCTION)
                .statusCode(409)
                .body("detail", containsString("blocked"));

        source.owner().get(source.path("devices?filter=is:blocked")).body("total", equalTo(2));
        target.owner().get(target.path("devices")).body("total", equalTo(0));
        source.owner().get(source.path("audit?filter=UnclaimDevices")).body("items", hasSize(0));
        source.owner()
                .post(source.path("devices/unblock"), ids(chips.subList(0, 2)))
                .statusCode(200);
        target.owner()
                .post(target.path("transfers/" + transfer + "/accept"), PRODUCTION)
                .statusCode(200);
        unclaim(source, chips.subList(0, 1)).body("unclaimed", equalTo(1));
    }

    @Test
    void an_offer_does_not_disclose_whether_the_target_exists() {
        source.claim("Production", chips.subList(0, 1));

        tryToOffer(target.catalog(), chips)
                .statusCode(404)
                .body("errors.field", contains("deviceIds[1]", "deviceIds[2]"));
        tryToOffer(source.catalog(), chips.subList(0, 1)).statusCode(400).body("errors.field", contains("to"));
        tryToOffer("no catalog", chips.subList(0, 1)).statusCode(400);
        tryToOffer("nowhere-" + source.catalog().substring(0, 10), chips.subList(0, 1))
                .statusCode(201);
    }

    @Test
    void only_owners_unclaim_offer_and_accept() {
        source.claim("Production", chips);
        String transfer = offer(chips);
        for (String role : List.of("reader", "contributor", "publisher")) {
            Operator here = Operator.in(source.catalog(), role);
            Operator there = Operator.in(target.catalog(), role);
            here.post(source.path("devices/unclaim"), ids(chips)).statusCode(403);
            here.post(source.path("transfers"), Map.of()).statusCode(403);
            here.post(source.path("transfers/" + transfer + "/withdraw"), WHY).statusCode(403);
            there.post(target.path("transfers/" + transfer + "/accept"), PRODUCTION)
                    .statusCode(403);
            there.post(target.path("transfers/" + transfer + "/decline"), WHY).statusCode(403);
        }
        source.owner()
                .post(
                        source.path("devices/unclaim"),
                        Map.of("deviceIds", List.of(chips.getFirst().text())))
                .statusCode(400)
                .body("errors.field", contains("reason"));
        unclaim(target, chips)
                .body("unclaimed", equalTo(0))
                .body("refused.code", contains("NOT_FOUND", "NOT_FOUND", "NOT_FOUND"));
    }

    @Test
    void the_voucher_is_signed_and_names_both_catalogs() {
        source.claim("Production", chips);
        String transfer = offer(chips);

        String voucher = source.owner()
                .get(source.path("transfers/" + transfer))
                .extract()
                .path("voucher");
        String payload = new String(
                java.util.Base64.getUrlDecoder().decode(voucher.split("\\.", -1)[1]), StandardCharsets.UTF_8);

        assertThat(payload).contains(source.catalog(), target.catalog(), transfer, "owner-of-" + source.catalog());
        target.owner()
                .get(target.path("transfers/" + transfer))
                .body("voucher", equalTo(voucher))
                .body("transfer.offeredBy", startsWith("owner-of-"))
                .body("transfer.note", containsString("sold"));
    }

    @Test
    void a_voucher_verifies_with_the_published_key() throws Exception {
        source.claim("Production", chips);
        String voucher = source.owner()
                .get(source.path("transfers/" + offer(chips)))
                .extract()
                .path("voucher");
        JsonWebSignature signed = new JsonWebSignature();
        signed.setCompactSerialization(voucher);

        signed.setKey(published("voucherKey"));
        assertThat(signed.verifySignature()).isTrue();
        signed.setKey(published("resultKey"));
        assertThat(signed.verifySignature()).isFalse();
    }

    /** Returns a public key of the installation. */
    private ECPublicKey published(String key) {
        return P256PublicKey.parse(source.owner().get("trust").extract().<String>path(key))
                .toJca();
    }

    @Test
    void exactly_one_of_two_concurrent_claims_gets_the_device() throws Exception {
        List<DeviceId> contested = SiliconManufacturer.chips(40);
        Operator.installationOwner()
                .upload(
                        "endorsements",
                        "application/jose",
                        SiliconManufacturer.endorseFor(source.catalog(), contested)
                                .getBytes(StandardCharsets.US_ASCII))
                .statusCode(200);

        List<Integer> claimed = atOnce(List.of(
                () -> source.claim("Production", contested).extract().path("claimed"),
                () -> source.claim("Field Test", contested.reversed()).extract().path("claimed"),
                () -> target.claim("Production", contested).extract().path("claimed")));

        assertThat(claimed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(40);
        source.owner().get(source.path("overview")).body("devices", equalTo(40));
    }

    /** Unclaiming waits for a lock while another device is claimed. The departure must not get the time at which the wait began. */
    @Test
    void the_departure_time_is_after_the_lock_was_granted() throws Exception {
        source.claim("Production", chips.subList(0, 1));
        CompletableFuture<Void> letGo = new CompletableFuture<>();
        CompletableFuture<?> holding = hold(chips.getFirst(), letGo);
        try (ExecutorService waiting = Executors.newSingleThreadExecutor()) {
            Future<ValidatableResponse> unclaiming = waiting.submit(() -> unclaim(source, chips.subList(0, 1)));
            while (!somebodyWaitsForALock()) {
                Thread.onSpinWait();
            }
            source.claim("Production", chips.subList(1, 2)).body("claimed", equalTo(1));

            letGo.complete(null);
            holding.get();
            unclaiming.get().statusCode(200).body("unclaimed", equalTo(1));
        }

        String left =
                source.owner().get(source.path("departed-devices")).extract().path("items[0].leftAt");
        String came = source.owner()
                .get(source.path("devices/" + chips.get(1)))
                .extract()
                .path("claimedAt");
        assertThat(Instant.parse(left)).isAfter(Instant.parse(came));
    }

    @Test
    void only_one_concurrent_accept_or_withdrawal_succeeds() throws Exception {
        source.claim("Production", chips);
        String transfer = offer(chips);

        List<Integer> statuses = atOnce(List.of(
                () -> status(target.owner().post(target.path("transfers/" + transfer + "/accept"), PRODUCTION)),
                () -> status(target.owner().post(target.path("transfers/" + transfer + "/accept"), PRODUCTION)),
                () -> status(source.owner().post(source.path("transfers/" + transfer + "/withdraw"), WHY)),
                () -> status(source.claim("Development", chips))));

        assertThat(statuses.subList(0, 3)).containsOnlyOnce(200).contains(409);
        int here = source.owner().get(source.path("devices")).extract().path("total");
        int there = target.owner().get(target.path("devices")).extract().path("total");
        assertThat(here + there).isEqualTo(3);
        assertThat(List.of(here, there)).contains(0);
    }

    /** Locks a device until {@code letGo} completes. */
    private CompletableFuture<?> hold(DeviceId device, CompletableFuture<Void> letGo) {
        CompletableFuture<Void> held = new CompletableFuture<>();
        CatalogId catalog = new CatalogId(idOf(source));
        CompletableFuture<?> done = OnVertx.start(
                        vertx,
                        () -> transactions.inCatalog(
                                catalog,
                                sql -> sql.run(
                                                "select from device where catalog_id = $1 and device_id = $2 for update",
                                                catalog,
                                                device)
                                        .invoke(() -> held.complete(null))
                                        .chain(() -> Uni.createFrom().completionStage(letGo))))
                .subscribeAsCompletionStage();
        held.join();
        return done;
    }

    /** Returns whether a statement in the database waits for a lock. */
    private boolean somebodyWaitsForALock() {
        return OnVertx.await(
                vertx,
                () -> transactions.inInstallation(sql -> sql.one(
                        "select count(*) > 0 as waiting from pg_stat_activity where wait_event_type = 'Lock'",
                        row -> row.getBoolean("waiting"))));
    }

    /** Offers devices to the target and returns the transfer's ID. */
    private String offer(List<DeviceId> devices) {
        return tryToOffer(target.catalog(), devices).statusCode(201).extract().path("transfer.id");
    }

    /** Sends an offer, which may fail. */
    private ValidatableResponse tryToOffer(String to, List<DeviceId> devices) {
        return source.owner()
                .post(
                        source.path("transfers"),
                        Map.of(
                                "to",
                                to,
                                "deviceIds",
                                devices.stream().map(DeviceId::text).toList(),
                                "note",
                                "The plant was sold"));
    }

    /** Imports an endorsement list that is older than the transfer. */
    private void importAgain() {
        Operator.installationOwner()
                .upload(
                        "endorsements",
                        "application/jose",
                        SiliconManufacturer.endorseFor(source.catalog(), chips).getBytes(StandardCharsets.US_ASCII))
                .statusCode(200)
                .body("known", equalTo(3))
                .body("reassigned", equalTo(0));
    }

    private static ValidatableResponse unclaim(Fleet fleet, List<DeviceId> devices) {
        return fleet.owner().post(fleet.path("devices/unclaim"), ids(devices));
    }

    /** Returns a body with device IDs and a reason. */
    private static Map<String, Object> ids(List<DeviceId> devices) {
        return Map.of("deviceIds", devices.stream().map(DeviceId::text).toList(), "reason", "A change of plans");
    }

    private static UUID idOf(Fleet fleet) {
        return UUID.fromString(
                fleet.owner().get("catalogs/" + fleet.catalog()).extract().path("id"));
    }

    private static int status(ValidatableResponse answer) {
        return answer.extract().statusCode();
    }

    /** Sends requests concurrently and returns their results. */
    private static List<Integer> atOnce(List<Callable<Integer>> requests)
            throws InterruptedException, ExecutionException {
        try (ExecutorService people = Executors.newFixedThreadPool(requests.size())) {
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> result : people.invokeAll(requests)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
