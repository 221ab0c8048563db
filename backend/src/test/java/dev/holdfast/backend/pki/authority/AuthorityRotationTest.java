package dev.holdfast.backend.pki.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.pki.OpenSsl;
import dev.holdfast.backend.pki.certificate.Pem;
import dev.holdfast.backend.pki.issuing.CertificateUse;
import dev.holdfast.backend.pki.issuing.IssueCertificates;
import dev.holdfast.backend.pki.issuing.IssuedCertificate;
import dev.holdfast.backend.pki.key.KeyIdentifiers;
import dev.holdfast.backend.pki.key.SigningAlgorithm;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.pki.vault.TestKeys;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rotation of a catalog's authorities over two years. Each backend in a test has its own fixed clock. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AuthorityRotationTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    Transactions transactions;

    @Inject
    KeyVault vault;

    @TempDir
    Path folder;

    private CatalogId catalog;
    /** Expiry of the first authority. */
    private Instant end;

    @BeforeEach
    void found() {
        catalog = catalogs.create();
        end = rows().getFirst().notAfter();
    }

    @Test
    void a_new_catalog_has_one_active_authority_and_its_event() {
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.generation()).isEqualTo(1);
            assertThat(Duration.between(row.notBefore(), row.notAfter())).isBetween(days(730), days(731));
        });
        assertThat(backend(Instant.now()).active().generation()).isEqualTo(1);
        assertThat(events("AuthorityCreated")).hasSize(1);
        assertThat(events("AuthorityActivated")).isEmpty();
    }

    @Test
    void the_next_authority_is_created_90_and_activated_45_days_before_expiry() {
        backend(end.minus(days(91))).rotate();
        assertThat(rows()).hasSize(1);
        assertThat(due(end.minus(days(91)))).isFalse();

        assertThat(due(end.minus(days(90)).plusSeconds(1))).isTrue();
        backend(end.minus(days(90)).plusSeconds(1)).rotate();
        assertThat(rows()).hasSize(2);
        assertThat(rows().getLast().activeFrom()).isEqualTo(end.minus(days(45)).plusSeconds(1));
        assertThat(due(end.minus(days(89)))).isFalse();
        assertThat(backend(end.minus(days(46))).active().generation()).isEqualTo(1);

        assertThat(backend(end.minus(days(44))).active().generation()).isEqualTo(2);
        assertThat(backend(end.minus(days(44))).line().authorities()).hasSize(2);
        assertThat(due(end.minus(days(44)))).isTrue();
        backend(end.minus(days(44))).rotate();
        backend(end.minus(days(44))).rotate();
        assertThat(rows()).hasSize(2);

        backend(end.plus(days(1))).rotate();
        assertThat(backend(end.plus(days(1))).line().authorities())
                .singleElement()
                .satisfies(left -> assertThat(left.generation()).isEqualTo(2));
        assertThat(audited())
                .containsExactly("CreateAuthority", "CreateAuthority", "ActivateAuthority", "ExpireAuthority");
    }

    @Test
    void rotation_events_contain_the_certificate_and_its_dates() {
        backend(end.minus(days(80))).rotate();
        backend(end.minus(days(30))).rotate();
        backend(end.plus(days(1))).rotate();

        AuthorityRow next = rows().getLast();
        for (String kind : List.of("AuthorityCreated", "AuthorityActivated")) {
            assertThat(new JsonObject(events(kind).getLast()).getMap())
                    .containsAllEntriesOf(Map.of(
                            "generation", 2,
                            "activeFrom", next.activeFrom().toString(),
                            "notAfter", next.notAfter().toString(),
                            "thumbprint", KeyIdentifiers.thumbprint(next.encoded()),
                            "certificate", Pem.certificate(next.certificate())));
        }
        assertThat(new JsonObject(events("AuthorityExpired").getFirst()).getInteger("generation"))
                .isEqualTo(1);
    }

    @Test
    void openssl_accepts_leaves_of_old_and_new_authority_under_one_root() throws GeneralSecurityException {
        backend(end.minus(days(80))).rotate();
        OpenSsl openSsl = new OpenSsl(folder);

        for (int daysBefore : List.of(60, 20)) {
            Instant at = end.minus(days(daysBefore));
            P256PublicKey key = P256PublicKey.of(
                    (ECPublicKey) TestKeys.generate(SigningAlgorithm.ECDSA_P256).getPublic());
            IssuedCertificate leaf = new IssueCertificates(Clock.fixed(at, ZoneOffset.UTC))
                    .issue(backend(at).active(), new DeviceId(key), key, CertificateUse.CUSTOMER);

            assertThat(leaf.authority()).isEqualTo(daysBefore == 60 ? 1 : 2);
            assertThat(openSsl.verifyAt(at, vault.root().pem(), leaf.chain())).endsWith("leaf.pem: OK\n");
        }
    }

    @Test
    void concurrent_backends_create_one_authority() throws InterruptedException {
        Instant late = end.minus(days(80));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> backends = IntStream.range(0, 4)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        backend(late).rotate();
                        return true;
                    })
                    .toList();

            assertThat(threads.invokeAll(backends))
                    .allSatisfy(future -> assertThat(future.resultNow()).isTrue());
        }

        assertThat(rows()).hasSize(2);
        assertThat(events("AuthorityCreated")).hasSize(2);
        assertThat(backend(end.minus(days(10))).active().generation()).isEqualTo(2);
    }

    @Test
    void a_key_without_a_stored_authority_is_never_used() {
        Instant late = end.minus(days(80));
        Backend died = backend(late);
        AuthorityRow lost = TestCatalog.await(() -> died.create.create(catalog, 2, late));

        backend(late).rotate();

        assertThat(rows()).hasSize(2);
        assertThat(rows().getLast().id()).isNotEqualTo(lost.id());
        assertThat(backend(end.minus(days(10))).active().id())
                .isEqualTo(rows().getLast().id());
    }

    @Test
    void a_running_backend_uses_an_authority_that_another_created() {
        Backend running = backend(end.minus(days(10)));
        assertThat(running.active().generation()).isEqualTo(1);

        backend(end.minus(days(80))).rotate();
        running.poll();

        assertThat(running.active().generation()).isEqualTo(2);
    }

    @Test
    void an_authority_without_a_key_does_not_stop_the_others() {
        backend(end.minus(days(80))).rotate();
        vault.removeKey(rows().getLast().id());

        assertThat(backend(end.minus(days(10))).active().generation()).isEqualTo(1);
    }

    private Backend backend(Instant at) {
        return new Backend(Clock.fixed(at, ZoneOffset.UTC));
    }

    /** A backend with a fixed clock. */
    private final class Backend {
        private final CatalogAuthorities authorities;
        private final CreateAuthority create;
        private final RotateAuthorities rotation;
        private final Clock clock;

        Backend(Clock clock) {
            AuthorityRecords records = new AuthorityRecords();
            Transactions then = transactions.withClock(clock);
            this.clock = clock;
            authorities = new CatalogAuthorities(vault, then, records, clock);
            create = new CreateAuthority(vault, clock, Optional.empty());
            rotation = new RotateAuthorities(create, records, then, clock);
        }

        /** Creates or activates a successor, or removes an expired authority, if that is due. */
        void rotate() {
            TestCatalog.await(() -> rotation.rotate(catalog));
        }

        /** Reads the authorities that other backends changed. */
        void poll() {
            TestCatalog.await(authorities::poll);
        }

        /** Returns the authorities that this backend can use. */
        UsableAuthorities line() {
            return TestCatalog.await(() -> authorities.of(catalog.value()));
        }

        CatalogAuthority active() {
            return line().active(clock.instant()).orElseThrow();
        }
    }

    /** Returns the catalog's authorities, oldest first. */
    private List<AuthorityRow> rows() {
        return catalogs.list(
                catalog,
                "select * from catalog_authority where catalog_id = $1 order by generation",
                AuthorityRow::of,
                catalog);
    }

    /** Returns the JSON of the events of a kind, oldest first. */
    private List<String> events(String kind) {
        return catalogs.list(
                catalog,
                "select payload::text as payload from outbox where catalog_id = $1 and kind = $2 order by sequence",
                row -> row.getString("payload"),
                catalog,
                kind);
    }

    /** Returns the audited actions on authorities, oldest first. */
    private List<String> audited() {
        return catalogs.list(
                catalog,
                "select action from audit_entry where catalog_id = $1 and action like '%Authority' order by sequence",
                row -> row.getString("action"),
                catalog);
    }

    /** Returns whether the catalog's authority needs a successor or an activation at this time. */
    private boolean due(Instant at) {
        return catalogs.list(
                        CatalogId.INSTALLATION,
                        "select due from authorities_due($1, $2) as due",
                        row -> row.getUUID("due"),
                        at,
                        at.plus(RotationSchedule.CREATED_BEFORE_END))
                .contains(catalog.value());
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }
}
