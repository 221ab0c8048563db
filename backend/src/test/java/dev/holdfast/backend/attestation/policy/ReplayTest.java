package dev.holdfast.backend.attestation.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.policy.replay.RunReplays;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.format.ImageType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports of replays, and data that replays do not change. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ReplayTest {
    /** A replay reads 200 devices a page. */
    private static final int MORE_THAN_TWO_PAGES = 450;

    @Inject
    PolicyOperations policies;

    @Inject
    TestCatalog catalogs;

    @Inject
    RunReplays runReplays;

    private CatalogId catalog;
    private TestChip chip;

    @BeforeEach
    void claim() {
        catalog = catalogs.create();
        chip = policies.device(catalog);
    }

    @Test
    void the_report_lists_changed_devices_with_reasons_and_counts_by_group() {
        policies.device(catalog);
        policies.attest(chip);
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);

        String replay = policies.replay(catalog, "catalog", 1);

        policies.report(catalog, replay)
                .body("state", equalTo("FINISHED"))
                .body("comparedWith.policy", contains("default"))
                .body("devicesTotal", equalTo(2))
                .body("devicesDone", equalTo(2))
                .body("devicesChanged", equalTo(1))
                .body("devicesWithoutEvidence", equalTo(1))
                .body("evidenceCount", equalTo(1))
                .body("groups", hasSize(1))
                .body("groups[0].product", equalTo("product"))
                .body("groups[0].group", equalTo("group"))
                .body("groups[0].devices", equalTo(2))
                .body("groups[0].devicesChanged", equalTo(1))
                .body("groups[0].transitions[0].from", equalTo("TRUSTED"))
                .body("groups[0].transitions[0].to", equalTo("OUTDATED"))
                .body("usable", equalTo(true))
                .body("unusable", nullValue());
        changes(replay, "")
                .body("listed", equalTo(1))
                .body("items[0].deviceId", equalTo(chip.device().text()))
                .body("items[0].rule", equalTo("too-young"))
                .body("items[0].dropped", equalTo(false))
                .body("items[0].newest", equalTo(true))
                .body("items[0].reason", equalTo("It booted 1 times, which is less than 5."));
        changes(replay, "?filter=group:another").body("items", empty());
    }

    @Test
    void the_impact_of_an_activation_counts_changed_and_offline_devices() {
        TestChip offline = policies.device(catalog);
        policies.attest(chip);
        policies.attest(offline);
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);
        String replay = policies.replay(catalog, "catalog", 1);
        catalogs.update(
                catalog,
                "update device set last_seen = now() - interval '2 days' where catalog_id = $1 and device_id = $2",
                catalog,
                offline.device());
        catalogs.update(
                catalog,
                "update device set certificate_expires = '2100-01-01 00:00:00Z' where catalog_id = $1 and device_id = $2",
                catalog,
                chip.device());

        policies.impact(catalog, replay)
                .body("devices", equalTo(2))
                .body("transitions", hasSize(1))
                .body("transitions[0].from", equalTo("TRUSTED"))
                .body("transitions[0].to", equalTo("OUTDATED"))
                .body("transitions[0].devices", equalTo(2))
                .body("offline", equalTo(1))
                .body("contactMinutes", notNullValue())
                .body("until", equalTo("2100-01-01T00:00:00Z"));
    }

    @Test
    void evidence_is_compared_with_todays_reference_values_and_earlier_counters() {
        policies.attest(chip);
        policies.attest(chip);
        catalogs.release(catalog, TestImages.image(ImageType.NORMAL_WORLD_KERNEL, "kernel", 2));
        String policy = PolicyOperations.atLeast(5)
                .replace(
                        "evidence.bootCount < 5",
                        "history.lastBootCount == 1 && measurements.exists(m, m.verdict == 'OUTDATED')")
                .replace("repair-only", "refuse");
        policies.save(catalog, "catalog", policy).statusCode(201);

        String replay = policies.replay(catalog, "catalog", 1);

        policies.report(catalog, replay).body("devicesChanged", equalTo(1)).body("evidenceCount", equalTo(2));
        // Both attestations are outdated under the shipped policy, because kernel 2 is released. The candidate refuses
        // only the second one, whose previous boot count is 1. It would trust the first one, which has no predecessor.
        changes(replay, "")
                .body("items[0].from", equalTo("OUTDATED"))
                .body("items[0].to", equalTo("UNTRUSTED"))
                .body("items[0].evidenceCount", equalTo(2))
                .body("items[0].evidenceChanged", equalTo(2));
    }

    @Test
    void a_rule_that_no_longer_hits_is_named_as_dropped() {
        policies.establish(catalog, "catalog", PolicyOperations.atLeast(5));
        policies.attest(chip);
        policies.save(catalog, "catalog", PolicyOperations.atLeast(1)).statusCode(201);

        changes(policies.replay(catalog, "catalog", 2), "")
                .body("items[0].from", equalTo("OUTDATED"))
                .body("items[0].to", equalTo("TRUSTED"))
                .body("items[0].rule", equalTo("too-young"))
                .body("items[0].dropped", equalTo(true));
    }

    @Test
    void devices_with_a_nearer_policy_are_not_replayed() {
        policies.establish(catalog, "group-" + catalog, PolicyOperations.atLeast(1));
        policies.attest(chip);
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);

        policies.report(catalog, policies.replay(catalog, "catalog", 1))
                .body("devicesTotal", equalTo(0))
                .body("devicesChanged", equalTo(0));
    }

    @Test
    void many_devices_are_counted_once_and_listed_in_pages() {
        policies.attest(chip);
        policies.clones(catalog, MORE_THAN_TWO_PAGES);
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);

        String replay = policies.replay(catalog, "catalog", 1);

        policies.report(catalog, replay)
                .body("devicesDone", equalTo(MORE_THAN_TWO_PAGES + 1))
                .body("devicesChanged", equalTo(MORE_THAN_TWO_PAGES + 1))
                .body("groups[0].devicesChanged", equalTo(MORE_THAN_TWO_PAGES + 1));
        String next = changes(replay, "?limit=400")
                .body("items", hasSize(400))
                .body("listed", equalTo(MORE_THAN_TWO_PAGES + 1))
                .body("next", notNullValue())
                .extract()
                .path("next");
        changes(replay, "?limit=400&cursor=" + next)
                .body("items", hasSize(MORE_THAN_TWO_PAGES + 1 - 400))
                .body("next", nullValue());
    }

    @Test
    void unreadable_evidence_is_counted_and_skipped() {
        policies.attest(chip);
        policies.clones(catalog, 2);
        addUnreadableEvidence();
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);

        policies.report(catalog, policies.replay(catalog, "catalog", 1))
                .body("state", equalTo("FINISHED"))
                .body("evidenceUnreadable", equalTo(1))
                .body("devicesChanged", equalTo(3));
    }

    @Test
    void a_leased_replay_is_left_to_its_backend() {
        policies.attest(chip);
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);
        UUID replay =
                policies.replayLeasedByAnotherBackend(catalog, Instant.now().plus(Duration.ofMinutes(1)));

        TestCatalog.await(runReplays::run);
        policies.report(catalog, replay.toString())
                .body("state", equalTo("RUNNING"))
                .body("devicesDone", equalTo(0));

        leaseUntil(replay, Instant.now().minusSeconds(1));
        policies.end(catalog, replay.toString());
        policies.report(catalog, replay.toString())
                .body("state", equalTo("FINISHED"))
                .body("devicesDone", equalTo(1));
    }

    @Test
    void a_replay_with_changed_reference_values_has_no_report() {
        policies.attest(chip);
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);
        UUID replay =
                policies.replayLeasedByAnotherBackend(catalog, Instant.now().plus(Duration.ofMinutes(1)));
        catalogs.release(catalog, TestImages.image(ImageType.SERVICES, "another", 1));
        leaseUntil(replay, Instant.now().minusSeconds(1));

        policies.end(catalog, replay.toString());

        policies.report(catalog, replay.toString())
                .body("state", equalTo("SUPERSEDED"))
                .body("usable", equalTo(false))
                .body("unusable", containsString("Start it again"));
    }

    @Test
    void a_replay_changes_nothing_but_its_report() {
        policies.attest(chip);
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);
        List<String> before = state();

        policies.replay(catalog, "catalog", 1);

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void an_invalid_replay_is_refused() {
        policies.establish(catalog, "catalog", PolicyOperations.atLeast(1));
        Operator contributor = policies.in(catalog, "contributor");
        String versions = policies.path(catalog, "policies/catalog/versions/");

        contributor.post(versions + "1/replays", Map.of()).statusCode(409);
        contributor.post(versions + "7/replays", Map.of()).statusCode(404);
        contributor.post(versions + "x/replays", Map.of()).statusCode(404);
        contributor.post(versions + "0/replays", Map.of("days", 31)).statusCode(400);
        contributor.post(versions + "0/replays", Map.of("days", 0)).statusCode(400);
        contributor
                .post(policies.path(catalog, "policies/group-" + catalog + "/versions/0/replays"), Map.of())
                .statusCode(409)
                .body("detail", containsString("no active policy to remove"));
        policies.replayLeasedByAnotherBackend(catalog, Instant.now().plus(Duration.ofMinutes(1)));
        contributor
                .post(versions + "0/replays", Map.of())
                .statusCode(409)
                .body("detail", containsString("is already running"));
    }

    /** Returns the devices whose trust would change. {@code query} is empty or begins with a question mark. */
    private ValidatableResponse changes(String replay, String query) {
        return policies.in(catalog, "reader")
                .get(policies.path(catalog, "replays/" + replay + "/changes" + query))
                .statusCode(200);
    }

    /** Adds an attestation with unreadable evidence to one of the clones. */
    private void addUnreadableEvidence() {
        catalogs.list(catalog, """
                insert into attestation (catalog_id, device_id, at, trust, policy_id, policy_version, findings,
                    state_id, boot_count, debug_state, remote_address, nonce, evidence, evidence_cut, result)
                select catalog_id, device_id, now(), trust, policy_id, policy_version, findings, state_id, boot_count,
                    debug_state, remote_address, sha256('spoilt'::bytea), 'no evidence'::bytea, 0, result
                from attestation where catalog_id = $1 and device_id <> $2 order by device_id limit 1
                returning 1 as one""", row -> row, catalog, chip.device());
    }

    /** Changes the end of the lease that another backend holds on the replay. */
    private void leaseUntil(UUID replay, Instant until) {
        catalogs.list(
                catalog,
                "update policy_replay set leased_until = $3 where catalog_id = $1 and replay_id = $2 returning 1 as one",
                row -> row,
                catalog,
                replay,
                until);
    }

    /** Returns all rows that a replay must not change. */
    private List<String> state() {
        return catalogs.list(catalog, """
                select 'device ' || d::text as value from device d where catalog_id = $1
                union all select 'attestation ' || a::text from attestation a where catalog_id = $1
                union all select 'version ' || v::text from attested_version v where catalog_id = $1
                order by 1""", row -> row.getString("value"), catalog);
    }
}
