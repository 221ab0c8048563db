package dev.holdfast.backend.pki.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestDevices;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.pki.OpenSsl;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.CatalogId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Certificates under a company's root: Holdfast makes a certificate request, and an installation owner uploads the company's certificate.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ExternalRootTest {
    private static final Map<String, Object> WHY = Map.of("reason", "Contoso uses another root now");

    @Inject
    TestCatalog catalogs;

    @Inject
    TestDevices devices;

    @Inject
    KeyVault vault;

    @TempDir
    Path folder;

    private final Operator owner = Operator.installationOwner();
    private final ForeignCa company = ForeignCa.create();

    @Test
    void devices_verify_under_the_companys_root_and_under_holdfasts() {
        ValidatableResponse request = request();
        uploadCertificate(request, company.sign(request.extract().path("request")))
                .statusCode(200)
                .body("rootSubject", equalTo("CN=Contoso Root,O=Contoso"))
                .body("importedBy", equalTo("admin"));
        CatalogId catalog = catalogs.create();
        TestChip chip = new TestChip();
        catalogs.claim(catalog, chip);

        String leaf = String.valueOf(devices.attest(
                        chip,
                        chip.evidence(devices.challenge(chip), TestImages.measured(TestImages.all())),
                        "192.0.2.1")
                .customerCertificate());

        String path = "catalogs/" + catalogs.name(catalog) + "/certificates/bundle";
        String bundle = owner.get(path + "?root=" + request.extract().path("id"))
                .statusCode(200)
                .extract()
                .asString();
        OpenSsl openSsl = new OpenSsl(folder);
        assertThat(bundle).contains(company.root()).doesNotContain(vault.root().pem());
        assertThat(openSsl.verify(bundle, leaf)).endsWith("leaf.pem: OK\n");
        assertThat(openSsl.verify(vault.root().pem(), leaf)).endsWith("leaf.pem: OK\n");
        byte[] chain = owner.get(path.replace("bundle", "authorities/.default/chain?root=")
                        + request.extract().path("id"))
                .statusCode(200)
                .extract()
                .asByteArray();
        assertThat(openSsl.certificatesOf(chain))
                .hasSize(3)
                .anyMatch(subject -> subject.contains("Holdfast Policy CA"))
                .noneMatch(subject -> subject.contains("Holdfast Root"));
        String stranger = bundle.replace(company.root(), ForeignCa.create().root());
        assertThat(openSsl.verify(stranger, leaf)).contains("exit 2");
        assertThat(owner.get(path).extract().asString()).doesNotContain(company.root());
        owner.get(path + "?root=11111111-2222-3333-4444-555555555555").statusCode(404);
        owner.get("trust/roots")
                .body("items.find { it.id == '" + request.extract().path("id") + "' }.root", containsString("BEGIN"));
        assertThat(auditedActions(request)).containsExactly("RequestExternalRoot", "AddExternalRoot");
        owner.get("audit?filter=action:AddExternalRoot&limit=1")
                .body("items[0].subject", equalTo(request.extract().<String>path("id")))
                .body("items[0].before", nullValue())
                .body("items[0].after.root", not(emptyOrNullString()))
                .body("items[0].after.certificate", matchesPattern("[0-9a-f]{64}"));
    }

    @Test
    void a_wrong_certificate_is_refused_with_the_reason() {
        ValidatableResponse request = request();
        String csr = request.extract().path("request");

        refused(request, company.answerSomethingElse(), "another key than the request");
        refused(request, company.sign(csr, 3000), "subject key identifier");
        refused(request, company.sign(csr, 30, "-copy_extensions", "copyall"), "90 more days");
        refused(request, company.sign(csr, 9000, "-copy_extensions", "copyall"), "as long as the certificate");
        refused(
                request,
                Map.of(
                        "certificate", company.sign(csr).getOrDefault("certificate", ""),
                        "root", ForeignCa.create().root()),
                "not signed by the root's key");
        refused(request, Map.of("certificate", vault.root().pem(), "root", company.root()), "another key");
        refused(request, Map.of("certificate", "nonsense", "root", company.root()), "has 0 certificates");
        company.extensions(
                "leaf.cnf",
                "keyUsage = critical,keyCertSign,cRLSign\nbasicConstraints = critical,CA:TRUE,pathlen:0\n"
                        + "subjectKeyIdentifier = " + keyIdentifier());
        refused(request, company.sign(csr, 3000, "-extfile", "leaf.cnf"), "path length of at least 1");
    }

    @Test
    void only_installation_owners_answer_a_request_and_only_once() {
        ValidatableResponse request = request();
        Map<String, String> answer = company.sign(request.extract().path("request"));
        Operator.in(catalogs.name(catalogs.create()), "owner")
                .post("trust/roots", Map.of())
                .statusCode(403);
        uploadCertificate(request, answer).statusCode(200);

        uploadCertificate(request, answer).statusCode(409).body("detail", containsString("new request"));

        owner.post("trust/roots/11111111-2222-3333-4444-555555555555/certificate", answer)
                .statusCode(404);
        owner.get("trust/roots").body("items.requestedBy", hasItem("admin"));
    }

    @Test
    void a_withdrawn_request_accepts_no_certificate() {
        ValidatableResponse request = request();
        String path = "trust/roots/" + request.extract().path("id");
        Map<String, String> answer = company.sign(request.extract().path("request"));

        owner.post(path + "/removal-impact", Map.of())
                .statusCode(200)
                .body("catalogs", equalTo(0))
                .body("consequences", hasItem(containsString("pending request")));
        owner.post(path + "/remove", Map.of("reason", " ")).statusCode(400);
        Operator.in(catalogs.name(catalogs.create()), "owner")
                .post(path + "/remove", WHY)
                .statusCode(403);
        owner.post(path + "/remove", WHY).statusCode(204);

        uploadCertificate(request, answer).statusCode(404);
        owner.post(path + "/remove", WHY).statusCode(404);
        owner.get("trust/roots").body("items.id", not(hasItem(request.extract().<String>path("id"))));
        assertThat(auditedActions(request)).containsExactly("RequestExternalRoot", "WithdrawExternalRoot");
    }

    @Test
    void a_root_is_removed_after_a_preview_of_affected_catalogs() {
        ValidatableResponse request = request();
        String path = "trust/roots/" + request.extract().path("id");
        uploadCertificate(request, company.sign(request.extract().path("request")))
                .statusCode(200);
        CatalogId catalog = catalogs.create();
        catalogs.claim(catalog, new TestChip());
        String bundle = "catalogs/" + catalogs.name(catalog) + "/certificates/bundle?root="
                + request.extract().path("id");
        owner.get(bundle).statusCode(200);

        owner.post(path + "/removal-impact", Map.of())
                .statusCode(200)
                .body("catalogs", greaterThan(0))
                .body("devices", greaterThan(0))
                .body("offline", notNullValue())
                .body("until", notNullValue())
                // Other tests also create catalogs, so the number varies.
                .body("first.name", hasSize(greaterThan(0)));
        owner.post(path + "/remove", WHY).statusCode(204);

        owner.get(bundle).statusCode(404);
        assertThat(auditedActions(request))
                .containsExactly("RequestExternalRoot", "AddExternalRoot", "RemoveExternalRoot");
    }

    /** Returns the audited actions on a request, oldest first. */
    private List<String> auditedActions(ValidatableResponse request) {
        return catalogs.list(
                CatalogId.INSTALLATION,
                "select action from audit_entry where catalog_id = $1 and subject = $2 order by sequence",
                row -> row.getString("action"),
                CatalogId.INSTALLATION,
                request.extract().<String>path("id"));
    }

    /** Returns the subject key identifier of the policy authority, as OpenSSL prints it. */
    private String keyIdentifier() {
        String text = new OpenSsl(folder).text(vault.policyAuthority().pem());
        int begin = text.indexOf("X509v3 Subject Key Identifier:");
        return text.substring(text.indexOf('\n', begin), text.indexOf('\n', text.indexOf('\n', begin) + 1))
                .strip();
    }

    /** Creates a certificate request for the policy authority. */
    private ValidatableResponse request() {
        return owner.post("trust/roots", Map.of()).statusCode(201);
    }

    /** Uploads the company's certificate for a request. */
    private ValidatableResponse uploadCertificate(ValidatableResponse request, Map<String, String> answer) {
        return owner.post("trust/roots/" + request.extract().path("id") + "/certificate", answer);
    }

    /** Asserts that an uploaded certificate is refused. {@code why} is part of the reason. */
    private void refused(ValidatableResponse request, Map<String, String> answer, String why) {
        uploadCertificate(request, answer).statusCode(422).body("detail", containsString(why));
    }
}
