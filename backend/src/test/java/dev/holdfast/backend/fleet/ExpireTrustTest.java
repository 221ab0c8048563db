package dev.holdfast.backend.fleet;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Schedule;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.update.report.RecordContacts;
import dev.holdfast.contract.device.InternalApi.Contact;
import dev.holdfast.contract.device.InternalApi.Contacts;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trust of devices that no longer attest, and silence. Certificates are valid for 24 hours, unless a test changes that. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ExpireTrustTest {
    @Inject
    ExpireTrust expireTrust;

    @Inject
    Schedule schedule;

    @Inject
    RecordContacts recordContacts;

    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    /** The job skips devices whose rows the schedule has locked. */
    @BeforeEach
    void onlyTheTestExpiresTrust() {
        schedule.pause();
    }

    @AfterEach
    void resume() {
        schedule.resume();
    }

    @Test
    void trust_expires_without_attestation_within_a_certificate_lifetime() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Production", chips);
        attested(fleet, chips.get(0), Duration.ofHours(25));
        attested(fleet, chips.get(1), Duration.ofHours(23));

        OnVertx.await(vertx, expireTrust::run);

        fleet.owner()
                .get(fleet.path("devices/" + chips.get(0)))
                .body("trust", equalTo("UNKNOWN"))
                .body("reasonCode", equalTo("attestation-overdue"));
        fleet.owner().get(fleet.path("devices/" + chips.get(1))).body("trust", equalTo("TRUSTED"));
        fleet.owner().get(fleet.path("overview")).body("trusted", equalTo(1)).body("unknown", equalTo(1));
        fleet.owner()
                .get(fleet.path("devices?filter=attestation-overdue"))
                .body("items.id", contains(chips.getFirst().text()));
    }

    @Test
    void trust_lasts_as_long_as_the_catalogs_certificates() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Production", chips);
        fleet.owner()
                .request()
                .contentType("application/json")
                .body(Map.of("hours", 48))
                .put(OperatorApi.BASE + fleet.path("certificates/lifetime"))
                .then()
                .statusCode(200);
        attested(fleet, chips.get(0), Duration.ofHours(49));
        attested(fleet, chips.get(1), Duration.ofHours(47));

        OnVertx.await(vertx, expireTrust::run);

        fleet.owner().get(fleet.path("devices/" + chips.get(0))).body("trust", equalTo("UNKNOWN"));
        fleet.owner().get(fleet.path("devices/" + chips.get(1))).body("trust", equalTo("TRUSTED"));
    }

    @Test
    void a_device_that_is_silent_for_a_day_is_unreachable_until_it_returns() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(3);
        fleet.claim("Production", chips);
        attested(fleet, chips.get(0), Duration.ofHours(50));
        seen(fleet, chips.get(0), Duration.ofHours(26));
        attested(fleet, chips.get(1), Duration.ofHours(50));
        seen(fleet, chips.get(1), Duration.ofHours(2));

        OnVertx.await(vertx, expireTrust::run);

        fleet.owner()
                .get(fleet.path("devices?filter=is:unreachable"))
                .body("items.id", contains(chips.get(0).text()))
                .body("items[0].health", equalTo("UNREACHABLE"));
        // The third device never made contact, so it is unknown and not unreachable.
        fleet.owner().get(fleet.path("devices?filter=is:unknown,unreachable")).body("total", equalTo(3));
        fleet.owner().get(fleet.path("overview")).body("unknown", equalTo(3)).body("unreachable", equalTo(1));

        contact(chips.get(0));

        fleet.owner().get(fleet.path("devices/" + chips.get(0))).body("health", equalTo("UNKNOWN"));
        fleet.owner().get(fleet.path("overview")).body("unreachable", equalTo(0));
    }

    @Test
    void a_silent_untrusted_device_stays_untrusted() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(1);
        fleet.claim("Production", chips);
        attested(fleet, chips.get(0), Duration.ofDays(9));
        seen(fleet, chips.get(0), Duration.ofDays(9));
        set(fleet, chips.get(0), "trust = 'UNTRUSTED'", null);

        OnVertx.await(vertx, expireTrust::run);

        fleet.owner().get(fleet.path("devices?filter=is:untrusted")).body("total", equalTo(1));
    }

    @Test
    void silence_during_an_outage_of_holdfast_does_not_count() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Production", chips);
        Duration longAgo = Duration.ofDays(2000);
        Instant then = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(longAgo);
        uptime(then.minus(Duration.ofHours(1)), then.plus(Duration.ofHours(1)));
        uptime(then.plus(longAgo).minus(Duration.ofHours(3)), Instant.now());
        for (DeviceId chip : chips) {
            attested(fleet, chip, longAgo);
            seen(fleet, chip, longAgo);
        }

        try {
            OnVertx.await(vertx, expireTrust::run);

            fleet.owner()
                    .get(fleet.path("devices/" + chips.get(0)))
                    .body("health", equalTo("UNKNOWN"))
                    .body("reasonCode", equalTo("verifier-down"));
            fleet.owner().get(fleet.path("verifier-outages")).statusCode(200).body("items.size()", equalTo(1));
            fleet.owner()
                    .get(fleet.path("verifier-outages?filter=at:<2h"))
                    .statusCode(200)
                    .body("items.size()", equalTo(0));
            fleet.owner()
                    .get(fleet.path("verifier-outages?filter=at:>2h"))
                    .statusCode(200)
                    .body("items.size()", equalTo(1));
        } finally {
            // The table belongs to the installation: other tests must not see this outage.
            end(then.minus(Duration.ofHours(1)));
        }
    }

    /** Ends an outage: the uptime that began at {@code outageAfter} lasts until now. */
    private void end(Instant outageAfter) {
        OnVertx.await(
                vertx,
                () -> transactions.inInstallation(sql ->
                        sql.update("update verifier_uptime set last_beat = now() where started_at = $1", outageAfter)));
    }

    /** Records that Holdfast was up. A gap between two such times is an outage. */
    private void uptime(Instant from, Instant until) {
        OnVertx.await(
                vertx,
                () -> transactions.inInstallation(sql ->
                        sql.update("insert into verifier_uptime values ($1, $2) on conflict do nothing", from, until)));
    }

    /** Sets the time of the last contact. */
    private void seen(Fleet fleet, DeviceId device, Duration ago) {
        set(fleet, device, "last_seen = $2", Instant.now().minus(ago));
    }

    /** Records a contact now, as a gateway reports it. */
    private void contact(DeviceId device) {
        Contact contact = new Contact(SiliconManufacturer.witness(device), Instant.now(), 0);
        OnVertx.await(vertx, () -> recordContacts.record(new Contacts(List.of(contact))));
    }

    /** Changes the device's row. {@code what} is an SQL assignment of {@code value}, as $2; null for an assignment without parameter. */
    private void set(Fleet fleet, DeviceId device, String what, @Nullable Object value) {
        CatalogId catalog = fleet.catalogId();
        Object[] parameters = value == null ? new Object[] {device} : new Object[] {device, value};
        OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog, sql -> sql.update("update device set " + what + " where device_id = $1", parameters)));
    }

    /** Makes the device trusted by an attestation some time ago. */
    private void attested(Fleet fleet, DeviceId device, Duration ago) {
        CatalogId catalog = fleet.catalogId();
        OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog,
                        sql -> sql.update(
                                "update device set trust = 'TRUSTED', last_attestation = $2 where device_id = $1",
                                device,
                                Instant.now().minus(ago))));
    }
}
