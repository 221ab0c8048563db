package dev.holdfast.backend.pki.revocation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.device.InternalApi.Changes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retirement of a catalog's signing authority: revokes its certificate and makes a successor sign. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RetireAuthorityTest {
    private static final Logger LOG = Logger.getLogger(RetireAuthorityTest.class);
    private static final Map<String, Object> WHY = Map.of("reason", "Its key was seen elsewhere");

    @Inject
    TestCatalog catalogs;

    @Inject
    Gateway gateway;

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // injected before the first test method
    URI backend;

    @TempDir
    Path folder;

    private CatalogId catalog;
    private AttestingDevice device;
    private Leaf leaf;
    /** Serial number of the signing authority. */
    private String authority;

    @BeforeEach
    void a_device_has_certificates() {
        catalog = catalogs.create();
        device = AttestingDevice.in(catalogs, catalog);
        leaf = Leaf.of(device.attest().customerCertificate());
        authority = owner().get(path("certificates")).extract().path("serialNumber");
    }

    @Test
    void the_preview_of_retirement_matches_its_effect() {
        AttestingDevice.in(catalogs, catalog).attest();

        owner().post(path("certificates/authorities/" + authority + "/retirement-impact"), Map.of())
                .statusCode(200)
                .body("devices", equalTo(2))
                .body("certificates", equalTo(4))
                .body("groups", hasSize(1))
                .body("groups[0].group", equalTo("group"))
                .body("groups[0].until", notNullValue());
        retire().statusCode(200).body("devices", equalTo(2)).body("certificates", equalTo(4));

        owner().get(path("audit?filter=is:people"))
                .body(
                        "items.find { it.action == 'RetireAuthority' }.detail",
                        containsString("Its key was seen elsewhere"));
        owner().post(path("certificates/authorities/" + authority + "/retire"), WHY)
                .statusCode(409);
        owner().post(path("certificates/authorities/" + "ab".repeat(16) + "/retire"), WHY)
                .statusCode(404);
    }

    @Test
    void an_authority_can_be_named_by_serial_number_or_as_default() {
        String colons = authority.replaceAll("(..)(?!$)", "$1:");
        owner().get(path("certificates/authorities/" + colons)).statusCode(200);
        owner().get(path("certificates/authorities/" + colons + "/chain")).statusCode(200);
        owner().post(path("certificates/authorities/" + colons + "/retirement-impact"), Map.of())
                .statusCode(200);
        owner().post(path("certificates/authorities/.default/retirement-impact"), Map.of())
                .statusCode(200)
                .body("certificates", equalTo(2));
        owner().post(path("certificates/authorities/ffff/retire"), WHY)
                .statusCode(404)
                .body("detail", containsString("Authority ffff "));

        owner().post(path("certificates/authorities/.default/retire"), WHY).statusCode(200);

        owner().get(path("certificates/authorities/" + authority)).body("status", equalTo("REVOKED"));
    }

    @Test
    void gateways_learn_of_a_retirement_and_the_next_authority_issues_certificates() {
        Changes before = gateway.get("changes", Changes.class);

        retire().statusCode(200);

        gateway.awaitChanges(before.next(), Change.of(catalog.value()));
        assertThat(gateway.target(catalog.value(), "", device.chip().witness()).retiredAuthorities())
                .containsExactly(authority);
        assertThat(nextLeaf().issuer()).isNotEqualTo(leaf.issuer());
    }

    @Test
    void a_device_has_no_certificate_expiry_if_only_certificates_of_a_retired_authority_are_left() {
        retire().statusCode(200);
        device.attest();
        owner().get(path("devices/" + device.id())).body("certificateExpires", notNullValue());

        owner().post(path("devices/" + device.id() + "/certificates/revoke"), Map.of("reason", "A test"))
                .statusCode(200);

        owner().get(path("devices/" + device.id())).body("certificateExpires", nullValue());
    }

    @Test
    void concurrent_retirements_are_done_and_audited_once() {
        List<CompletableFuture<Integer>> both = Stream.generate(() ->
                        CompletableFuture.supplyAsync(() -> retire().extract().statusCode()))
                .limit(2)
                .toList();

        assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 409);
        owner().get(path("audit?filter=is:people"))
                .body("items.findAll { it.action == 'RetireAuthority' }", hasSize(1));
    }

    /**
     * Both rows have the same {@code xmin}, so one transaction wrote them. No backend ever sees a catalog without an authority that signs.
     */
    @Test
    void retirement_and_succession_are_one_transaction() {
        retire().statusCode(200);

        assertThat(catalogs.list(
                        catalog,
                        "select xmin::text as writer, revoked_at is not null as retired from catalog_authority"
                                + " where catalog_id = $1 order by generation",
                        row -> row.getBoolean("retired") + " by " + row.getString("writer"),
                        catalog))
                .hasSize(2)
                .satisfies(
                        rows -> assertThat(rows.get(0).replace("true", "false")).isEqualTo(rows.get(1)));
    }

    @Test
    void devices_can_attest_during_and_after_the_only_authoritys_retirement() {
        CompletableFuture<Integer> retiring =
                CompletableFuture.supplyAsync(() -> retire().extract().statusCode());
        do {
            assertThat(device.attest().customerCertificate()).isNotNull();
        } while (!retiring.isDone());

        assertThat(retiring.join()).isEqualTo(200);
        assertThat(nextLeaf().issuer()).isNotEqualTo(leaf.issuer());
    }

    @Test
    void relying_parties_see_a_retirement_in_the_policy_crl_and_ocsp() {
        OpenSslRevocation openssl = new OpenSslRevocation(folder, root(), leaf.chain());
        assertThat(openssl.verifyAll(leaf, lists(0))).contains("leaf.pem: OK");
        String ocsp =
                backend.resolve("/pki/ocsp/" + catalogs.authority(catalog)).toString();

        retire().statusCode(200);

        assertThat(openssl.verifyAll(leaf, lists(0))).contains("certificate revoked");
        assertThat(openssl.queryStatus(leaf, ocsp))
                .contains("leaf.pem: revoked")
                .contains("cessationOfOperation");
        Leaf next = nextLeaf();
        assertThat(new OpenSslRevocation(folder, root(), next.chain()).verifyAll(next, lists(1)))
                .contains("leaf.pem: OK");
    }

    /** A statement that takes longer than the statement timeout of 30 seconds fails the test. */
    @Tag("sweep")
    @Test
    void retiring_with_100000_devices_stays_within_the_statement_timeout() {
        for (int from = 0; from < 100_000; from += 20_000) {
            fill(
                    "insert into device (catalog_id, device_id, group_id, claimed_at)"
                            + " select $1, decode(lpad(to_hex(n), 128, '0'), 'hex'), $1, now()"
                            + " from generate_series($2::int, $2::int + 19999) n",
                    from);
            fill(
                    "insert into issued_certificate (catalog_id, serial, device_id, usage, not_before, not_after)"
                            + " select $1, decode('41' || lpad(to_hex(n), 28, '0') || u.code, 'hex'),"
                            + " decode(lpad(to_hex(n), 128, '0'), 'hex'), u.usage, now(), now() + interval '1 day'"
                            + " from generate_series($2::int, $2::int + 19999) n,"
                            + " (values ('01', 'CUSTOMER'), ('02', 'UPDATE')) u(code, usage)",
                    from);
        }

        ValidatableResponse preview =
                owner().post(path("certificates/authorities/" + authority + "/retirement-impact"), Map.of());
        LOG.infof(
                "event=measured what=preview devices=100001 millis=%d",
                preview.extract().time());
        preview.statusCode(200)
                .body("devices", equalTo(100_001))
                .body("certificates", equalTo(200_002))
                .body("first", hasSize(100));
        ValidatableResponse retired = retire();
        LOG.infof(
                "event=measured what=retire devices=100001 millis=%d",
                retired.extract().time());
        retired.statusCode(200).body("certificates", equalTo(200_002));
    }

    /** Runs a statement with the parameters $1, the catalog, and $2, the first device's number. */
    private void fill(String statement, int from) {
        catalogs.list(catalog, statement, row -> row, catalog, from);
    }

    /** Attests and returns the new customer certificate. */
    private Leaf nextLeaf() {
        return Leaf.of(device.attest().customerCertificate());
    }

    /** Returns the CRLs of an authority, the policy authority and the root. {@code generation} is the index of the authority, from 0. */
    private List<byte[]> lists(int generation) {
        String id = catalogs.list(
                        catalog,
                        "select authority_id from catalog_authority where catalog_id = $1 order by generation",
                        row -> row.getUUID("authority_id").toString(),
                        catalog)
                .get(generation);
        return Stream.of(id, "policy", "root")
                .map(issuer -> given().get("/pki/crl/" + issuer).asByteArray())
                .toList();
    }

    private static String root() {
        return Operator.installationOwner().get("trust").extract().path("rootCertificate");
    }

    /** Retires the authority that signs at the start of a test. */
    private ValidatableResponse retire() {
        return owner().post(path("certificates/authorities/" + authority + "/retire"), WHY);
    }

    private Operator owner() {
        return Operator.in(catalogs.name(catalog), "owner");
    }

    private String path(String rest) {
        return "catalogs/" + catalogs.name(catalog) + "/" + rest;
    }
}
