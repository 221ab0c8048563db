package dev.holdfast.backend.pki.relyingparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestDevices;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.pki.OpenSsl;
import dev.holdfast.backend.pki.authority.CatalogAuthorities;
import dev.holdfast.backend.pki.certificate.Pem;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations on a catalog's authorities. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AuthoritiesApiTest {
    /** API path of the signing authority, by its alias. */
    private static final String ACTIVE = "certificates/authorities/.default";

    @Inject
    TestCatalog catalogs;

    @Inject
    TestDevices devices;

    @Inject
    CatalogAuthorities authorities;

    @Inject
    KeyVault vault;

    @TempDir
    Path folder;

    private CatalogId catalog;
    private Operator owner;
    private OpenSsl openSsl;

    @BeforeEach
    void found() {
        catalog = catalogs.create();
        owner = Operator.in(catalogs.name(catalog), "owner");
        openSsl = new OpenSsl(folder);
    }

    @Test
    void the_active_authority_is_listed_and_found_by_serial_number_and_alias() {
        owner.get(path("certificates/authorities"))
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items.status", contains("ACTIVE"))
                .body("items.generation", contains(1))
                .body("items.addresses.ocsp", contains("/pki/ocsp/" + catalogs.authority(catalog)))
                .body("items.revokedAt", contains(nullValue()));
        String serial = owner.get(path(ACTIVE)).statusCode(200).extract().path("serialNumber");
        owner.get(path("certificates/authorities/" + serial)).statusCode(200).body("serialNumber", equalTo(serial));
        owner.get(path("certificates/authorities/active")).statusCode(200).body("serialNumber", equalTo(serial));
        owner.get(path("certificates/authorities/active/chain")).statusCode(200);
        owner.get(path("certificates")).body("serialNumber", equalTo(serial));
        owner.get(path("certificates/authorities/abcd")).statusCode(404).body("detail", containsString("abcd"));
    }

    @Test
    void the_chain_is_pkcs7_and_openssl_trusts_devices_with_the_bundle() {
        byte[] chain = owner.get(path(ACTIVE + "/chain"))
                .statusCode(200)
                .header("Content-Type", startsWith("application/pkcs7-mime"))
                .extract()
                .asByteArray();
        assertThat(openSsl.certificatesOf(chain))
                .containsExactlyInAnyOrder(
                        "subject=O=Holdfast, CN=Holdfast " + catalog,
                        "subject=O=Holdfast, CN=Holdfast Policy CA",
                        "subject=O=Holdfast, CN=Holdfast Root");
        String bundle =
                owner.get(path("certificates/bundle")).statusCode(200).extract().asString();
        assertThat(Pem.certificates(bundle)).hasSize(3);
        TestChip chip = new TestChip();
        catalogs.claim(catalog, chip);

        String leaf = attested(chip).customerCertificate();

        assertThat(openSsl.verify(bundle, String.valueOf(leaf))).endsWith("leaf.pem: OK\n");
    }

    @Test
    void a_proof_of_possession_contains_the_verification_code_and_is_audited() {
        ValidatableResponse proof = owner.post(path(ACTIVE + "/proof"), Map.of("verificationCode", "A1B2C3"))
                .statusCode(200);

        String certificate = proof.extract().path("certificate");
        String chain = owner.get(path("certificates")).extract().path("chain");
        assertThat(openSsl.text(certificate)).contains("Subject: CN=A1B2C3");
        assertThat(openSsl.verify(vault.root().pem(), certificate + chain)).endsWith("leaf.pem: OK\n");
        owner.get(path("audit")).body("items.action", hasItem("ProvePossession"));
    }

    @Test
    void a_proof_cannot_name_a_device_and_readers_get_none() {
        for (String code : List.of("", "a b", "CN=x", new TestChip().device().text())) {
            owner.post(path(ACTIVE + "/proof"), Map.of("verificationCode", code))
                    .statusCode(400)
                    .body("errors[0].field", equalTo("verificationCode"));
        }
        Operator.in(catalogs.name(catalog), "reader")
                .post(path(ACTIVE + "/proof"), Map.of("verificationCode", "A1B2C3"))
                .statusCode(403);
    }

    @Test
    void the_catalogs_setting_decides_the_certificate_lifetime() {
        owner.get(path("certificates/lifetime")).body("hours", equalTo(24));
        put(0).statusCode(400).body("errors[0].field", equalTo("hours"));
        put(169).statusCode(400);

        put(6).statusCode(200).body("hours", equalTo(6));
        TestCatalog.await(authorities::poll);

        TestChip chip = new TestChip();
        catalogs.claim(catalog, chip);
        attested(chip);
        assertThat(catalogs.list(
                        catalog,
                        "select distinct not_after - not_before = interval '6 hours 5 minutes' as six"
                                + " from issued_certificate where catalog_id = $1",
                        row -> row.getBoolean("six"),
                        catalog))
                .containsExactly(true);
        owner.get(path("certificates/lifetime")).body("hours", equalTo(6));
        owner.get(path("audit"))
                .body("items.detail", hasItem("Device certificates are valid for 6 hours, previously 24."));
    }

    private AttestResponse attested(TestChip chip) {
        return devices.attest(
                chip, chip.evidence(devices.challenge(chip), TestImages.measured(TestImages.all())), "192.0.2.1");
    }

    /** Changes the lifetime of device certificates. */
    private ValidatableResponse put(int hours) {
        return owner.request()
                .contentType("application/json")
                .body(Map.of("hours", hours))
                .put(OperatorApi.BASE + path("certificates/lifetime"))
                .then();
    }

    private String path(String rest) {
        return "catalogs/" + catalogs.name(catalog) + "/" + rest;
    }
}
