package dev.holdfast.backend.attestation.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.format.AttestationResult;
import dev.holdfast.contract.format.AttestationResultFormat;
import dev.holdfast.contract.format.FormatException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Activations during other activations and attestations. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ActivationRaceTest {
    /** Number of devices, which attest concurrently. */
    private static final int DEVICES = 6;
    /** Attestations of each device. */
    private static final int ATTESTATIONS = 8;

    @Inject
    PolicyOperations policies;

    @Inject
    TestCatalog catalogs;

    @Inject
    KeyVault vault;

    private CatalogId catalog;

    @BeforeEach
    void make() {
        catalog = catalogs.create();
    }

    /** Devices boot once. So version 1 trusts every device, and version 2 calls every device outdated. */
    @Test
    void each_attestation_uses_one_policy_version_during_an_activation() throws Exception {
        List<TestChip> chips = IntStream.range(0, DEVICES)
                .mapToObj(i -> policies.device(catalog))
                .toList();
        policies.establish(catalog, "catalog", PolicyOperations.atLeast(1));
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);
        String replay = policies.replay(catalog, "catalog", 2);
        CountDownLatch halfway = new CountDownLatch(DEVICES);

        List<Callable<List<AttestResponse>>> work = new ArrayList<>();
        chips.forEach(chip -> work.add(() -> attestations(chip, halfway)));
        work.add(() -> {
            halfway.await();
            policies.activate(catalog, "catalog", 2, replay).statusCode(200);
            return List.of();
        });
        List<AttestResponse> all = atOnce(work).stream().flatMap(List::stream).toList();

        assertThat(all).hasSize(DEVICES * ATTESTATIONS);
        for (AttestResponse response : all) {
            assertThat(decidedBy(response))
                    .isEqualTo("attestation/catalog " + (response.outcome() == Outcome.TRUSTED ? 1 : 2));
        }
        for (TestChip chip : chips) {
            List<String> recorded = catalogs.list(
                    catalog,
                    "select policy_version || ' ' || trust as value from attestation"
                            + " where catalog_id = $1 and device_id = $2 order by attestation_id",
                    row -> row.getString("value"),
                    catalog,
                    chip.device());
            // Versions never go back, and each attestation has the trust of its version.
            assertThat(recorded)
                    .hasSize(ATTESTATIONS)
                    .isSorted()
                    .allMatch(one -> one.equals("1 TRUSTED") || one.equals("2 OUTDATED"));
        }
        // Attestations after the activation use the new version, and the device shows the last one.
        for (TestChip chip : chips) {
            assertThat(decidedBy(policies.attest(chip))).isEqualTo("attestation/catalog 2");
            policies.in(catalog, "reader")
                    .get(policies.path(catalog, "devices/" + chip.device().text()))
                    .body("trust", equalTo("OUTDATED"));
        }
    }

    /** Attests several times, and counts down {@code halfway} after half of them. */
    private List<AttestResponse> attestations(TestChip chip, CountDownLatch halfway) {
        List<AttestResponse> responses = new ArrayList<>();
        for (int i = 0; i < ATTESTATIONS; i++) {
            if (i == ATTESTATIONS / 2) {
                halfway.countDown();
            }
            responses.add(policies.attest(chip));
        }
        return responses;
    }

    /** Returns policy ID and version of an attestation result. */
    private String decidedBy(AttestResponse response) throws FormatException {
        AttestationResult result = AttestationResultFormat.verify(
                response.result().bytes(), vault.resultKey().publicKey());
        return result.policyId() + " " + result.policyVersion();
    }

    @Test
    void the_second_of_two_concurrent_activations_must_replay_again() throws Exception {
        policies.save(catalog, "catalog", PolicyOperations.atLeast(1)).statusCode(201);
        policies.save(catalog, "catalog", PolicyOperations.atLeast(2)).statusCode(201);
        String one = policies.replay(catalog, "catalog", 1);
        String other = policies.replay(catalog, "catalog", 2);

        List<ValidatableResponse> answers = atOnce(List.of(
                () -> policies.activate(catalog, "catalog", 1, one),
                () -> policies.activate(catalog, "catalog", 2, other)));

        oneWins(answers, "A policy of the catalog was activated since the replay. Start it again.");
    }

    /** A replay of an empty catalog can finish before the last start arrives, which then succeeds too. */
    @Test
    void of_concurrent_starts_of_a_replay_one_runs() throws Exception {
        policies.save(catalog, "catalog", PolicyOperations.atLeast(1)).statusCode(201);
        String replays = policies.path(catalog, "policies/catalog/versions/1/replays");
        Callable<ValidatableResponse> start =
                () -> policies.in(catalog, "contributor").post(replays, Map.of());

        List<ValidatableResponse> answers = atOnce(Collections.nCopies(6, start));

        assertThat(answers)
                .extracting(answer -> answer.extract().statusCode())
                .contains(201)
                .containsOnly(201, 409);
        assertThat(catalogs.list(catalog, """
                        select a.replay_id from policy_replay a
                        join policy_replay b on b.catalog_id = a.catalog_id and b.replay_id <> a.replay_id
                        where a.catalog_id = $1
                            and b.started_at between a.started_at and coalesce(a.finished_at, 'infinity')
                        """, row -> row.getUUID("replay_id"), catalog))
                .as("replays that ran at the same time")
                .isEmpty();
    }

    @Test
    void the_same_activation_twice_happens_once() throws Exception {
        policies.save(catalog, "catalog", PolicyOperations.atLeast(1)).statusCode(201);
        String replay = policies.replay(catalog, "catalog", 1);

        List<ValidatableResponse> answers = atOnce(List.of(
                () -> policies.activate(catalog, "catalog", 1, replay),
                () -> policies.activate(catalog, "catalog", 1, replay)));

        oneWins(answers, "Version 1 is already active.");
    }

    @Test
    void concurrent_activations_of_two_scopes_also_race() throws Exception {
        policies.save(catalog, "catalog", PolicyOperations.atLeast(1)).statusCode(201);
        policies.save(catalog, "group-" + catalog, PolicyOperations.atLeast(2)).statusCode(201);
        String ofCatalog = policies.replay(catalog, "catalog", 1);
        String ofGroup = policies.replay(catalog, "group-" + catalog, 1);

        List<ValidatableResponse> answers = atOnce(List.of(
                () -> policies.activate(catalog, "catalog", 1, ofCatalog),
                () -> policies.activate(catalog, "group-" + catalog, 1, ofGroup)));

        oneWins(answers, "A policy of the catalog was activated since the replay. Start it again.");
    }

    /** Asserts that one of two activations succeeded. The other one got the reason {@code why}. */
    private void oneWins(List<ValidatableResponse> answers, String why) {
        assertThat(answers).extracting(answer -> answer.extract().statusCode()).containsExactlyInAnyOrder(200, 409);
        assertThat(answers)
                .filteredOn(answer -> answer.extract().statusCode() == 409)
                .extracting(answer -> answer.extract().<String>path("detail"))
                .containsExactly(why);
        assertThat(catalogs.list(
                        catalog,
                        "select version from policy_activation where catalog_id = $1",
                        row -> row.getInteger("version"),
                        catalog))
                .hasSize(1);
        assertThat(catalogs.list(
                        catalog,
                        "select action from audit_entry where catalog_id = $1 and action = 'ActivatePolicy'",
                        row -> row.getString("action"),
                        catalog))
                .hasSize(1);
    }

    /** Runs the work concurrently. */
    private static <T> List<T> atOnce(List<? extends Callable<T>> work)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            List<T> done = new ArrayList<>();
            for (Future<T> one : threads.invokeAll(work)) {
                done.add(one.get());
            }
            return done;
        }
    }
}
