package dev.holdfast.backend.fleet;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class TendFleetTest {
    @Inject
    TendFleet tendFleet;

    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    @Test
    void trust_that_was_not_renewed_within_a_certificates_life_ends() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Production", chips);
        attested(fleet, chips.get(0), Duration.ofHours(25));
        attested(fleet, chips.get(1), Duration.ofHours(23));

        OnVertx.await(vertx, tendFleet::tend);

        fleet.owner()
                .get(fleet.path("devices/" + chips.get(0)))
                .body("trust", equalTo("UNKNOWN"))
                .body("reasonCode", equalTo("attestation-overdue"));
        fleet.owner().get(fleet.path("devices/" + chips.get(1))).body("trust", equalTo("TRUSTED"));
        fleet.owner().get(fleet.path("overview")).body("trusted", equalTo(1)).body("unknown", equalTo(1));
        fleet.owner()
                .get(fleet.path("devices?text=attestation-overdue"))
                .body("devices.id", contains(chips.getFirst().text()));
    }

    private void attested(Fleet fleet, DeviceId device, Duration ago) {
        CatalogId catalog = new CatalogId(UUID.fromString(
                fleet.owner().get("catalogs/" + fleet.catalog()).extract().path("id")));
        OnVertx.await(
                vertx,
                () -> transactions.sqlInCatalog(
                        catalog,
                        sql -> sql.update(
                                "update device set trust = 'TRUSTED', last_attestation = $2 where device_id = $1",
                                device,
                                Instant.now().minus(ago))));
    }
}
