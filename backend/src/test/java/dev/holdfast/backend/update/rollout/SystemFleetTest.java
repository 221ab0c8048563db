package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.installation.Schedule;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.update.rollout.SystemFleets.SystemFleet;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with a group of three devices that run an operating system, without scheduled jobs. */
abstract class SystemFleetTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    TestRollouts rollouts;

    @Inject
    SystemFleets fleets;

    @Inject
    Schedule schedule;

    SystemFleet fleet;
    CatalogId catalog;

    @BeforeEach
    void devices_with_an_operating_system() {
        schedule.pause();
        fleet = fleets.create(3);
        catalog = fleet.catalog();
    }

    @AfterEach
    void resume() {
        schedule.resume();
    }
}
