package dev.holdfast.backend.fleet.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.job.LeasedJob;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.DelegatedPrincipal;
import dev.holdfast.backend.tenancy.DelegatedPrincipals;
import dev.holdfast.backend.tenancy.TokenSecret;
import dev.holdfast.backend.tenancy.authority.Subject;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.job.DeviceJobOperation;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.contract.operator.job.DeviceSelection;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs whose backend crashes, whose starter loses the permission, or that are cancelled. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class JobTakeoverTest {
    /** Issuer of the tests' access tokens. */
    private static final String ISSUER = Objects.requireNonNull(System.getProperty("holdfast.test.issuer"));
    /** The number of devices in the fleet. */
    private static final int THREE_PAGES = 2 * DeviceJob.PAGE + 1;

    @Inject
    Transactions transactions;

    @Inject
    @All
    List<DeviceJobHandler> handlers;

    @Inject
    DelegatedPrincipals principals;

    @Inject
    Vertx vertx;

    @Inject
    StartDeviceJob start;

    private Fleet fleet;
    private CatalogId catalog;
    private UUID job = UUID.randomUUID();

    /**
     * A second runner in this process, as if in another backend. Its clock is ahead, so that it considers the leases of earlier backends
     * expired.
     */
    private final class Backend {
        private final Transactions ahead;
        private final RunDeviceJobs runDeviceJobs;

        Backend(Duration ahead) {
            this.ahead = transactions.withClock(Clock.offset(Clock.systemUTC(), ahead));
            runDeviceJobs = new RunDeviceJobs(this.ahead, handlers, principals);
        }

        Optional<DeviceJob> leaseJob() {
            return OnVertx.await(vertx, () -> ahead.inCatalog(catalog, tx -> runDeviceJobs.take(tx, job)));
        }

        /** Processes the next page. Returns the job at the page after it; empty if this backend may not continue. */
        Optional<DeviceJob> page(DeviceJob at) {
            return OnVertx.await(vertx, () -> runDeviceJobs.page(at));
        }

        void run() {
            OnVertx.await(vertx, runDeviceJobs::run);
        }

        /** Fails the job, unless another backend has taken it over. */
        void giveUp() {
            OnVertx.await(
                    vertx,
                    () -> ahead.inCatalog(catalog, tx -> runDeviceJobs.giveUp(tx, job, "It is not there any more.")));
        }
    }

    @BeforeEach
    void claim() {
        fleet = Fleet.create();
        catalog = fleet.catalogId();
        fleet.claim("Production", fleet.endorsedChips(THREE_PAGES));
    }

    @Test
    void another_backend_takes_over_after_a_crash_without_repeating_pages() {
        begin(byOwner());
        Backend dying = new Backend(Duration.ofMinutes(20));
        DeviceJob second = dying.page(dying.leaseJob().orElseThrow()).orElseThrow();

        new Backend(Duration.ofMinutes(22)).run();

        doneOnce();
        assertThat(dying.page(second)).isEmpty();
        doneOnce();
    }

    @Test
    void a_page_runs_only_once() {
        begin(byOwner());
        Backend backend = new Backend(Duration.ofMinutes(20));
        DeviceJob first = backend.leaseJob().orElseThrow();
        assertThat(backend.page(first)).isPresent();

        assertThat(backend.page(first)).isEmpty();

        view().body("devicesDone", equalTo(DeviceJob.PAGE));
    }

    @Test
    void a_cancelled_job_stops_after_the_current_page() {
        begin(byOwner());
        Backend backend = new Backend(Duration.ofMinutes(20));
        DeviceJob second = backend.page(backend.leaseJob().orElseThrow()).orElseThrow();

        fleet.owner()
                .post(fleet.path("device-jobs/" + job + "/cancel"), "")
                .statusCode(200)
                .body("state", equalTo("CANCELLED"))
                .body("changed", equalTo(DeviceJob.PAGE));

        assertThat(backend.page(second)).isEmpty();
        fleet.owner()
                .get(fleet.path("audit?filter=action:CancelDeviceJob"))
                .body("items[0].detail", containsString("500 changed"))
                .body("items[0].detail", containsString("501 were not processed"));
    }

    @Test
    void a_job_stops_when_its_token_is_revoked() {
        String token = fleet.owner()
                .post(
                        fleet.path("tokens"),
                        Map.of("kind", "SERVICE", "name", "robot", "role", "CONTRIBUTOR", "days", 1))
                .statusCode(201)
                .extract()
                .path("secret");
        begin(principal("token:robot", Digest.of(TokenSecret.hash(token))));
        Backend backend = new Backend(Duration.ofMinutes(20));
        DeviceJob second = backend.page(backend.leaseJob().orElseThrow()).orElseThrow();
        List<String> tokens = fleet.owner().get(fleet.path("tokens")).extract().path("items.id");
        fleet.owner()
                .request()
                .delete(OperatorApi.BASE + fleet.path("tokens/" + tokens.getFirst()))
                .then()
                .statusCode(204);

        assertThat(backend.page(second)).isEmpty();

        view().body("state", equalTo("FAILED"))
                .body(
                        "failure",
                        containsString("token:robot, who started it, used a token that has since been revoked"))
                .body("changed", equalTo(DeviceJob.PAGE));
    }

    @Test
    void a_job_stops_when_its_starter_loses_the_role() {
        String member = fleet.owner()
                .post(
                        fleet.path("members"),
                        Map.of("kind", "SUBJECT", "grantee", "carl", "name", "Carl", "role", "CONTRIBUTOR"))
                .statusCode(201)
                .extract()
                .path("id");
        begin(principal("carl", null));
        Backend backend = new Backend(Duration.ofMinutes(20));
        DeviceJob second = backend.page(backend.leaseJob().orElseThrow()).orElseThrow();
        fleet.owner()
                .request()
                .delete(OperatorApi.BASE + fleet.path("members/" + member))
                .then()
                .statusCode(204);

        assertThat(backend.page(second)).isEmpty();

        view().body("state", equalTo("FAILED")).body("failure", containsString("carl, who started it"));
    }

    @Test
    void a_job_fails_after_repeated_crashes_at_one_page() {
        begin(byOwner());
        for (int attempt = 1; attempt <= LeasedJob.MAX_ATTEMPTS; attempt++) {
            assertThat(new Backend(Duration.ofMinutes(20 + 2L * attempt)).leaseJob())
                    .isPresent();
        }

        assertThat(new Backend(Duration.ofMinutes(60)).leaseJob()).isEmpty();

        view().body("state", equalTo("FAILED")).body("failure", containsString("The job failed after 5 attempts"));
    }

    @Test
    void the_limit_of_running_jobs_holds_for_concurrent_starts() {
        List<Uni<Boolean>> many = IntStream.range(0, 12)
                .mapToObj(i ->
                        new DelegatedPrincipal("token:robot " + i, byOwner().subject(), null))
                .map(service -> OnVertx.start(vertx, () -> beginning(service))
                        .replaceWith(true)
                        .onFailure(ProblemException.class)
                        .recoverWithItem(false))
                .toList();

        List<Boolean> begun = Uni.join().all(many).andFailFast().await().atMost(Duration.ofMinutes(2));

        assertThat(begun).filteredOn(did -> did).hasSize(4);
    }

    @Test
    void a_job_fails_when_its_group_is_deleted() {
        job = OnVertx.await(
                        vertx,
                        () -> beginning(byOwner(), JobSpec.into(DeviceJobOperation.MOVE, "Thermostat", "Field Test")))
                .id();
        fleet.owner()
                .request()
                .delete(OperatorApi.BASE + fleet.path("products/Thermostat/groups/Field Test"))
                .then()
                .statusCode(204);

        new Backend(Duration.ofMinutes(20)).run();

        view().body("state", equalTo("FAILED"))
                .body("failure", startsWith("A required resource no longer exists: Device group Field Test"));
    }

    @Test
    void a_backend_does_not_fail_a_job_that_another_has_taken_over() {
        begin(byOwner());
        Backend late = new Backend(Duration.ofMinutes(20));
        DeviceJob first = late.leaseJob().orElseThrow();
        Backend next = new Backend(Duration.ofMinutes(22));
        assertThat(next.leaseJob()).isPresent();

        late.giveUp();

        view().body("state", equalTo("RUNNING")).body("failure", equalTo(null));
        assertThat(late.page(first)).isEmpty();
        assertThat(next.page(first)).isPresent();
        next.giveUp();
        view().body("state", equalTo("FAILED")).body("failure", equalTo("It is not there any more."));
        fleet.owner()
                .get(fleet.path("audit?filter=action:TagDevices"))
                .body("items[0].detail", containsString("It is not there any more."));
    }

    @Test
    void a_job_in_a_scope_refuses_devices_that_left_the_scope() {
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Field Test", chips);
        fleet.owner()
                .post(
                        fleet.path("members"),
                        Map.of(
                                "kind",
                                "SUBJECT",
                                "grantee",
                                "pat",
                                "name",
                                "Pat",
                                "role",
                                "CONTRIBUTOR",
                                "product",
                                "Thermostat",
                                "group",
                                "Field Test"))
                .statusCode(201);
        begin(principal("pat", null));
        view().body("devicesTotal", equalTo(2));
        fleet.claim("Production", chips.subList(0, 1));

        new Backend(Duration.ofMinutes(20)).run();

        view().body("state", equalTo("FINISHED")).body("changed", equalTo(1)).body("refused", equalTo(1));
        fleet.owner()
                .get(fleet.path("device-jobs/" + job + "/refusals"))
                .body("items.deviceId", contains(chips.getFirst().text()));
    }

    /** Asserts that the job changed each device once and wrote one audit entry. */
    private void doneOnce() {
        view().body("state", equalTo("FINISHED"))
                .body("changed", equalTo(THREE_PAGES))
                .body("unchanged", equalTo(0))
                .body("failure", equalTo(null));
        fleet.owner().get(fleet.path("audit?filter=action:TagDevices")).body("items", hasSize(1));
    }

    /** Reads the job. */
    private ValidatableResponse view() {
        return fleet.owner().get(fleet.path("device-jobs/" + job)).statusCode(200);
    }

    /** Starts a job whose lease lasts longer than the test, so that the scheduler of this process does not run it. */
    private void begin(DelegatedPrincipal principal) {
        job = OnVertx.await(vertx, () -> beginning(principal)).id();
    }

    private Uni<DeviceJobView> beginning(DelegatedPrincipal principal) {
        return beginning(principal, JobSpec.tags(List.of("lab"), List.of()));
    }

    /** Starts a job on all devices. Its lease lasts ten minutes more than usual. */
    private Uni<DeviceJobView> beginning(DelegatedPrincipal principal, JobSpec spec) {
        Transactions ahead = transactions.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10)));
        return transactions
                .inCatalog(
                        catalog,
                        sql -> principals.scopes(
                                sql, principal, spec.operation().needs(), catalog))
                .chain(scopes -> ahead.byFilter(
                        principal,
                        catalog,
                        tx -> start.start(
                                tx,
                                principal,
                                JobScopes.of(spec.operation(), catalog, scopes),
                                new StartDeviceJob.Request(spec, DeviceSelection.of(""), ""))));
    }

    /** Returns an owner of the catalog as the starter. */
    private DelegatedPrincipal byOwner() {
        return principal("olivia", null, "/catalogs/" + fleet.catalog() + "/owner");
    }

    /** Returns the starter of a job. {@code token} is the hash of the token in use; null for none. */
    private static DelegatedPrincipal principal(String name, @Nullable Digest token, String... groups) {
        return new DelegatedPrincipal(name, new Subject(ISSUER, name, null, List.of(groups)), token);
    }
}
