package dev.holdfast.backend.attestation.policy.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.policy.CompiledPolicies;
import dev.holdfast.backend.attestation.policy.PolicyOperations;
import dev.holdfast.backend.attestation.reference.CatalogReferences;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.job.LeasedJob;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.format.ImageType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Replays that several backends run, and changes during a replay. A {@link Backend} here is a second runner in this process. Its clock is
 * ahead, so that it considers the leases of other backends expired.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ReplayTakeoverTest {
    private static final int THREE_PAGES = 2 * ReplayedDevices.PAGE + 50;

    @Inject
    PolicyOperations policies;

    @Inject
    TestCatalog catalogs;

    @Inject
    Transactions transactions;

    @Inject
    CatalogReferences references;

    @Inject
    CompiledPolicies compiledPolicies;

    @Inject
    Vertx vertx;

    private CatalogId catalog;
    private UUID replay;

    /** Creates a replay of three pages. Another backend started the replay and crashed before the first page. */
    @BeforeEach
    void begin() {
        catalog = catalogs.create();
        TestChip chip = policies.device(catalog);
        policies.attest(chip);
        policies.clones(catalog, THREE_PAGES - 1);
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);
        replay = policies.replayLeasedByAnotherBackend(catalog, Instant.now().plus(Duration.ofMinutes(1)));
    }

    /** A second runner in this process, as if in another backend. {@code ahead} is how far its clock is ahead. */
    private final class Backend {
        private final Transactions ahead;
        private final RunReplays runReplays;

        Backend(Duration ahead) {
            this(ahead, references);
        }

        /** Creates a backend. If {@code values} is null, every page fails. */
        @SuppressWarnings("NullAway") // null causes the failures
        Backend(Duration ahead, @Nullable CatalogReferences values) {
            this.ahead = transactions.withClock(Clock.offset(Clock.systemUTC(), ahead));
            runReplays = new RunReplays(this.ahead, new ReplayRecords(), values, compiledPolicies);
        }

        /** Leases the replay; empty if it has ended. */
        Optional<Replay> leaseReplay() {
            return TestCatalog.await(() -> ahead.inCatalog(catalog, tx -> runReplays.take(tx, replay)));
        }

        /** Replays the next page and does not write it. */
        ReplayPage replayPage(Replay at) {
            return TestCatalog.await(() -> runReplays
                    .readPolicies(at)
                    .chain(replayed -> runReplays.page(at, new ReplayedDevices(), replayed)));
        }

        /** Writes a page. Returns the replay at its next page; empty if this backend may not write. */
        Optional<Replay> write(Replay at, ReplayPage page) {
            return TestCatalog.await(() -> runReplays.write(at, page));
        }

        void run() {
            TestCatalog.await(runReplays::run);
        }
    }

    @Test
    void another_backend_takes_over_and_counts_everything_once() {
        Backend dying = new Backend(Duration.ofMinutes(2));
        Replay first = dying.leaseReplay().orElseThrow();
        Replay second = dying.write(first, dying.replayPage(first)).orElseThrow();
        ReplayPage unwritten = dying.replayPage(second);

        new Backend(Duration.ofMinutes(4)).run();

        everythingIsCountedOnce();
        assertThat(dying.write(second, unwritten)).isEmpty();
        everythingIsCountedOnce();
    }

    @Test
    void a_backend_that_lost_its_lease_writes_nothing() {
        Backend slow = new Backend(Duration.ofMinutes(2));
        Replay seen = slow.leaseReplay().orElseThrow();
        ReplayPage late = slow.replayPage(seen);
        Backend quick = new Backend(Duration.ofMinutes(4));
        Replay taken = quick.leaseReplay().orElseThrow();

        assertThat(slow.write(seen, late)).isEmpty();

        policies.report(catalog, replay.toString())
                .body("state", equalTo("RUNNING"))
                .body("devicesDone", equalTo(0));
        assertThat(quick.write(taken, quick.replayPage(taken))).isPresent();
        new Backend(Duration.ofMinutes(6)).run();
        everythingIsCountedOnce();
    }

    @Test
    void the_same_page_cannot_be_written_twice() {
        Backend backend = new Backend(Duration.ofMinutes(2));
        Replay first = backend.leaseReplay().orElseThrow();
        ReplayPage page = backend.replayPage(first);
        assertThat(backend.write(first, page)).isPresent();

        assertThat(backend.write(first, page)).isEmpty();

        policies.report(catalog, replay.toString()).body("devicesDone", equalTo(ReplayedDevices.PAGE));
    }

    @Test
    void concurrent_backends_share_the_work_and_count_once() {
        Backend one = new Backend(Duration.ofMinutes(2));
        Backend other = new Backend(Duration.ofMinutes(2));

        Uni.join()
                .all(OnVertx.start(vertx, one.runReplays::run), OnVertx.start(vertx, other.runReplays::run))
                .andFailFast()
                .await()
                .atMost(Duration.ofMinutes(2));

        everythingIsCountedOnce();
    }

    @Test
    void a_cancelled_replay_stops_and_makes_room() {
        Backend backend = new Backend(Duration.ofMinutes(2));
        Replay first = backend.leaseReplay().orElseThrow();
        Replay second = backend.write(first, backend.replayPage(first)).orElseThrow();
        ReplayPage unwritten = backend.replayPage(second);
        policies.in(catalog, "contributor")
                .post(policies.path(catalog, "replays/" + replay + "/cancel"), "")
                .statusCode(200)
                .body("state", equalTo("CANCELLED"));

        assertThat(backend.write(second, unwritten)).isEmpty();
        backend.run();

        policies.report(catalog, replay.toString())
                .body("state", equalTo("CANCELLED"))
                .body("devicesDone", equalTo(ReplayedDevices.PAGE))
                .body("usable", equalTo(false))
                .body("unusable", containsString("was cancelled"));
        policies.report(catalog, policies.replay(catalog, "catalog", 1)).body("state", equalTo("FINISHED"));
    }

    @Test
    void new_reference_values_end_a_replay_without_a_report() {
        superseded(() -> catalogs.release(catalog, TestImages.image(ImageType.SERVICES, "another", 1)));
    }

    @Test
    void an_activation_ends_a_replay_without_a_report() {
        superseded(() -> policies.establish(catalog, "group-" + catalog, PolicyOperations.atLeast(1)));
    }

    @Test
    void a_change_of_the_os_feeds_ends_a_replay_without_a_report() {
        superseded(() -> catalogs.list(
                catalog, "update os_revision set revision = revision + 1 returning 1 as one", row -> row));
    }

    @Test
    void saving_a_version_does_not_end_a_replay() {
        Backend backend = new Backend(Duration.ofMinutes(2));
        Replay first = backend.leaseReplay().orElseThrow();
        assertThat(backend.write(first, backend.replayPage(first))).isPresent();
        policies.save(catalog, "catalog", PolicyOperations.atLeast(7)).statusCode(201);

        new Backend(Duration.ofMinutes(4)).run();

        everythingIsCountedOnce();
    }

    @Test
    void a_replay_that_keeps_failing_at_the_same_devices_fails() {
        useInvalidPolicy();
        for (int attempt = 1; attempt < LeasedJob.MAX_ATTEMPTS; attempt++) {
            new Backend(Duration.ofMinutes(2L * attempt)).run();
            policies.report(catalog, replay.toString())
                    .body("state", equalTo("RUNNING"))
                    .body(
                            "unusable",
                            containsString(
                                    "The next attempt starts within a minute. Policy catalog version 2 no longer"));
        }

        new Backend(Duration.ofMinutes(2L * LeasedJob.MAX_ATTEMPTS)).run();

        policies.report(catalog, replay.toString())
                .body("state", equalTo("FAILED"))
                .body("usable", equalTo(false))
                .body("unusable", startsWith("The replay failed after 5 attempts. Policy catalog version 2 no longer"));
        policies.activate(catalog, "catalog", 2, replay.toString())
                .statusCode(409)
                .body("detail", containsString("The replay failed"));
        assertThat(new Backend(Duration.ofMinutes(30)).leaseReplay()).isEmpty();
        assertThat(events()).isEqualTo(1);
    }

    /** Makes the replay use a policy version that does not compile, as can happen after an upgrade. */
    private void useInvalidPolicy() {
        catalogs.list(catalog, """
                insert into policy_version (catalog_id, scope, scope_id, version, title, policy, cases, rules, case_count,
                    comment, author, saved_at)
                values ($1, 'CATALOG', $1, 2, 'Broken', 'nonsense', '', 0, 0, '', 'someone', now()) returning 1 as one""", row -> row, catalog);
        catalogs.list(
                catalog,
                "update policy_replay set version = 2, candidate_version = 2 where replay_id = $1 returning 1 as one",
                row -> row,
                replay);
    }

    @Test
    void an_internal_error_ends_a_replay_with_a_readable_reason() {
        for (int attempt = 1; attempt <= LeasedJob.MAX_ATTEMPTS; attempt++) {
            new Backend(Duration.ofMinutes(2L * attempt), null).run();
        }

        policies.report(catalog, replay.toString())
                .body("state", equalTo("FAILED"))
                .body("unusable", containsString("An internal error occurred"));
    }

    @Test
    void backends_killed_at_the_same_page_fail_the_replay() {
        for (int attempt = 1; attempt <= LeasedJob.MAX_ATTEMPTS; attempt++) {
            assertThat(new Backend(Duration.ofMinutes(2L * attempt)).leaseReplay())
                    .isPresent();
        }

        assertThat(new Backend(Duration.ofMinutes(30)).leaseReplay()).isEmpty();

        policies.report(catalog, replay.toString())
                .body("state", equalTo("FAILED"))
                .body("unusable", containsString("The backend stopped each time while it processed these devices"));
        assertThat(events()).isEqualTo(1);
    }

    @Test
    void backends_killed_at_different_pages_do_not_fail_the_replay() {
        catalogs.list(
                catalog,
                "update policy_replay set attempts = $2 where replay_id = $1 returning 1 as one",
                row -> row,
                replay,
                LeasedJob.MAX_ATTEMPTS - 1);
        Backend killed = new Backend(Duration.ofMinutes(2));
        Replay first = killed.leaseReplay().orElseThrow();
        assertThat(killed.write(first, killed.replayPage(first))).isPresent();
        for (int attempt = 2; attempt <= LeasedJob.MAX_ATTEMPTS; attempt++) {
            assertThat(new Backend(Duration.ofMinutes(2L * attempt)).leaseReplay())
                    .isPresent();
        }

        new Backend(Duration.ofMinutes(30)).run();

        everythingIsCountedOnce();
    }

    /** Asserts that a change after the first page ends the replay without a report. */
    private void superseded(Runnable change) {
        Backend backend = new Backend(Duration.ofMinutes(2));
        Replay first = backend.leaseReplay().orElseThrow();
        Replay second = backend.write(first, backend.replayPage(first)).orElseThrow();
        ReplayPage page = backend.replayPage(second);
        change.run();

        assertThat(backend.write(second, page)).isEmpty();

        policies.report(catalog, replay.toString())
                .body("state", equalTo("SUPERSEDED"))
                .body("usable", equalTo(false))
                .body("unusable", containsString("Start it again"));
        policies.activate(catalog, "catalog", 1, replay.toString()).statusCode(409);
        assertThat(backend.leaseReplay()).isEmpty();
    }

    /** Asserts that the replay finished, counted and listed each device once, and emitted one event. */
    private void everythingIsCountedOnce() {
        policies.report(catalog, replay.toString())
                .body("state", equalTo("FINISHED"))
                .body("devicesTotal", equalTo(THREE_PAGES))
                .body("devicesDone", equalTo(THREE_PAGES))
                .body("devicesChanged", equalTo(THREE_PAGES))
                .body("evidenceCount", equalTo(THREE_PAGES))
                .body("evidenceUnreadable", equalTo(0))
                .body("groups[0].devices", equalTo(THREE_PAGES))
                .body("groups[0].devicesChanged", equalTo(THREE_PAGES));
        assertThat(events()).isEqualTo(1);
        long listed = catalogs.list(
                        catalog,
                        "select count(*) as listed from policy_replay_change where replay_id = $1",
                        row -> row.getLong("listed"),
                        replay)
                .getFirst();
        assertThat(listed).isEqualTo(THREE_PAGES);
    }

    /** Returns the number of events that announce the end of the replay. */
    private long events() {
        return catalogs.list(
                        catalog,
                        "select count(*) as events from outbox where kind = 'PolicyReplayEnded' and subject = $1::uuid::text",
                        row -> row.getLong("events"),
                        replay)
                .getFirst();
    }
}
