package dev.holdfast.backend.attestation.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestDevices;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.TestRollout;
import dev.holdfast.backend.installation.EveryPage;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.reference.ReferenceImport;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reference values from creation to retirement, and their effect on devices. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ReferenceValuesApiTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    TestDevices devices;

    @Inject
    ConfirmAttested confirmAttested;

    private final TestChip chip = new TestChip();
    private CatalogId catalog;
    /** API path of the catalog's reference values. */
    private String values;

    private Operator owner;

    @BeforeEach
    void claim() {
        catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        String name = catalogs.name(catalog);
        values = "catalogs/" + name + "/reference-values";
        owner = Operator.in(name, "owner");
    }

    @Test
    void a_retired_value_is_refused_and_distinct_from_unknown_software() {
        assertThat(devices.attest(chip, TestImages.all())).isEqualTo(Outcome.TRUSTED);
        owner.get(path(TestImages.APPLICATION) + "/retirement")
                .body("devices", equalTo(1))
                .body("losingTrust", equalTo(1));

        owner.post(path(TestImages.APPLICATION) + "/retirement", Map.of("reason", "CVE-2026-1"))
                .statusCode(200)
                .body("state", equalTo("RETIRED"))
                .body("retiredReason", equalTo("CVE-2026-1"));

        assertThat(devices.attest(chip, TestImages.all())).isEqualTo(Outcome.UNTRUSTED);
        attestations()
                .body("items[0].measurements.find { it.type == 'Applications' }.verdict", equalTo("MISMATCH"))
                .body("items[0].measurements.find { it.type == 'Applications' }.referenceState", equalTo("RETIRED"))
                .body("items[0].measurements.find { it.type == 'RootFs' }.referenceState", equalTo("PERMANENT"));
        owner.post(path(TestImages.APPLICATION) + "/retirement", Map.of("reason", "again"))
                .statusCode(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACCEPT_REFERENCES", "ACTIVATE_POLICY"})
    void imported_values_count_after_another_person_approves(String rule) {
        requireApproval(rule);
        ReferenceValue own = TestImages.image(ImageType.APPLICATIONS, "app", 2);
        List<ReferenceValue> running = TestImages.all();
        running.set(running.indexOf(TestImages.APPLICATION), own);

        String approval = owner.post(values, Map.of("values", List.of(json(own))))
                .statusCode(202)
                .body("operation", equalTo("ACCEPT_REFERENCES"))
                .body("effect[1]", containsString(own.digest().hex()))
                .extract()
                .path("id");

        assertThat(devices.attest(chip, running)).isEqualTo(Outcome.UNTRUSTED);
        approve(approval).statusCode(200);
        assertThat(devices.attest(chip, running)).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void an_import_needs_an_owner_at_its_approval_too() {
        requireApproval("ACCEPT_REFERENCES");
        String name = "ida-" + catalogs.name(catalog);
        String members = "catalogs/" + catalogs.name(catalog) + "/members";
        String other = "ada-" + catalogs.name(catalog);
        member(members, other);
        new Operator(Tokens.of(other)).get(values).statusCode(200);
        String membership = member(members, name);
        String approval = new Operator(Tokens.of(name))
                .post(values, Map.of("values", List.of(json(TestImages.image(ImageType.APPLICATIONS, "app", 2)))))
                .statusCode(202)
                .extract()
                .path("id");
        owner.request()
                .contentType("application/json")
                .body(Map.of("role", "PUBLISHER"))
                .put(OperatorApi.BASE + members + "/" + membership)
                .then()
                .statusCode(200);

        approve(approval).statusCode(409).body("detail", containsString(name));
    }

    /** Adds an owner of the catalog and returns the assignment's ID. */
    private String member(String members, String name) {
        return owner.post(members, Map.of("kind", "SUBJECT", "grantee", "id-of-" + name, "name", name, "role", "OWNER"))
                .statusCode(201)
                .extract()
                .path("id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETIRE_REFERENCES", "BLOCK_MANY_DEVICES"})
    void a_retirement_waits_for_approval(String rule) {
        requireApproval(rule);

        String approval = owner.post(path(TestImages.APPLICATION) + "/retirement", Map.of("reason", "CVE-2026-1"))
                .statusCode(202)
                .body("comment", equalTo("CVE-2026-1"))
                .extract()
                .path("id");

        assertThat(devices.attest(chip, TestImages.all())).isEqualTo(Outcome.TRUSTED);
        approve(approval).statusCode(200);
        assertThat(devices.attest(chip, TestImages.all())).isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void restoring_a_retired_value_waits_for_approval() {
        owner.post(path(TestImages.APPLICATION) + "/retirement", Map.of("reason", "CVE-2026-1"))
                .statusCode(200);
        requireApproval("ACCEPT_REFERENCES");

        String approval = owner.request()
                .delete(OperatorApi.BASE + path(TestImages.APPLICATION) + "/retirement")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        assertThat(devices.attest(chip, TestImages.all())).isEqualTo(Outcome.UNTRUSTED);
        approve(approval).statusCode(200);
        assertThat(devices.attest(chip, TestImages.all())).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void an_import_with_more_values_than_an_approver_can_read_is_refused() {
        requireApproval("ACCEPT_REFERENCES");
        List<Object> many = new ArrayList<>();
        for (int value = 0; value <= ImportReferenceValues.MAX_TO_APPROVE; value++) {
            many.add(json(TestImages.image(ImageType.APPLICATIONS, "app", 2 + value)));
        }

        owner.post(values, Map.of("values", many)).statusCode(409).body("detail", containsString("in several parts"));
    }

    private static Map<String, Object> json(ReferenceValue value) {
        return Map.of(
                "type",
                value.type().apiName(),
                "component",
                value.component().text(),
                "image",
                value.image().text(),
                "name",
                value.name(),
                "digest",
                value.digest().hex(),
                "securityVersion",
                value.securityVersion());
    }

    private void requireApproval(String rule) {
        owner.request()
                .contentType("application/json")
                .body(Map.of("operations", List.of(rule), "comment", "Two see more."))
                .put(OperatorApi.BASE + "catalogs/" + catalogs.name(catalog) + "/approvals/rules")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse approve(String approval) {
        return Operator.in(catalogs.name(catalog), "approver")
                .post(
                        "catalogs/" + catalogs.name(catalog) + "/approvals/" + approval + "/approve",
                        Map.of("comment", "Seen."));
    }

    @Test
    void a_restored_value_counts_again() {
        owner.post(path(TestImages.APPLICATION) + "/retirement", Map.of("reason", "a mistake"))
                .statusCode(200);
        assertThat(devices.attest(chip, TestImages.all())).isEqualTo(Outcome.UNTRUSTED);

        owner.request()
                .delete(OperatorApi.BASE + path(TestImages.APPLICATION) + "/retirement")
                .then()
                .statusCode(200)
                .body("state", equalTo("PERMANENT"))
                .body("retiredReason", equalTo(""));

        assertThat(devices.attest(chip, TestImages.all())).isEqualTo(Outcome.TRUSTED);
        owner.get("catalogs/" + catalogs.name(catalog) + "/audit")
                .body("items.action", hasItems("RetireReferenceValue", "RestoreReferenceValue"));
    }

    @Test
    void retiring_the_newest_value_makes_the_previous_one_current() {
        ReferenceValue newer = TestImages.image(ImageType.NORMAL_WORLD_KERNEL, "kernel", 2);
        catalogs.release(catalog, newer);
        assertThat(devices.attest(chip, TestImages.all())).isEqualTo(Outcome.OUTDATED);

        owner.post(path(newer) + "/retirement", Map.of("reason", "does not boot"))
                .statusCode(200);

        assertThat(devices.attest(chip, TestImages.all())).isEqualTo(Outcome.TRUSTED);
        owner.get(values + "?filter=is:permanent")
                .body("items.findAll { it.type == 'NormalWorldKernel' }.current", contains(true));
    }

    @Test
    void a_tentative_value_counts_only_for_its_deployment_until_confirmed() {
        ReferenceValue next = TestImages.image(ImageType.APPLICATIONS, "app", 2);
        catalogs.releaseTentatively(catalog, next);
        List<ReferenceValue> running = TestImages.all();
        running.set(running.indexOf(TestImages.APPLICATION), next);
        assertThat(devices.attest(chip, running)).isEqualTo(Outcome.UNTRUSTED);
        attestations()
                .body("items[0].measurements.find { it.type == 'Applications' }.referenceState", equalTo("TENTATIVE"));

        catalogs.deploy(catalog, next, 7);
        assertThat(devices.attest(chip, running)).isEqualTo(Outcome.TRUSTED);

        catalogs.deploy(catalog, TestImages.APPLICATION, 8);
        assertThat(devices.attest(chip, running)).isEqualTo(Outcome.UNTRUSTED);

        owner.post(path(next) + "/confirmation", Map.of()).statusCode(200).body("state", equalTo("PERMANENT"));
        assertThat(devices.attest(chip, running)).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void a_tentative_value_makes_no_device_outside_its_rollout_outdated() {
        catalogs.releaseTentatively(catalog, TestImages.image(ImageType.NORMAL_WORLD_KERNEL, "kernel", 2));

        assertThat(devices.attest(chip, TestImages.all())).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void a_tentative_value_becomes_permanent_after_all_devices_attested_it() {
        ReferenceValue next = TestImages.image(ImageType.APPLICATIONS, "app", 2);
        TestChip slow = new TestChip();
        catalogs.claim(catalog, slow);
        catalogs.releaseTentatively(catalog, next);
        catalogs.deploy(catalog, next, 7);
        List<ReferenceValue> running = TestImages.all();
        running.set(running.indexOf(TestImages.APPLICATION), next);

        devices.attest(chip, running);
        TestCatalog.await(confirmAttested::confirm);
        owner.get(values).body("items.find { it.image == '" + next.image() + "' }.state", equalTo("TENTATIVE"));

        devices.attest(slow, running);
        TestCatalog.await(confirmAttested::confirm);
        owner.get(values).body("items.find { it.image == '" + next.image() + "' }.state", equalTo("PERMANENT"));
    }

    @Test
    void a_tentative_value_of_a_rollout_becomes_permanent_only_with_the_rollout() {
        ReferenceValue next = TestImages.image(ImageType.APPLICATIONS, "app", 2);
        catalogs.releaseTentatively(catalog, next);
        catalogs.deploy(catalog, next, 7);
        TestRollout rollout = TestRollout.of(catalogs, catalog, next, 8);
        List<ReferenceValue> running = TestImages.all();
        running.set(running.indexOf(TestImages.APPLICATION), next);
        devices.attest(chip, running);

        TestCatalog.await(confirmAttested::confirm);
        owner.get(values).body("items.find { it.image == '" + next.image() + "' }.state", equalTo("TENTATIVE"));

        rollout.abort("0");
        TestCatalog.await(confirmAttested::confirm);
        owner.get(values).body("items.find { it.image == '" + next.image() + "' }.state", equalTo("PERMANENT"));
    }

    @Test
    void an_imported_list_takes_effect_and_can_be_imported_again() {
        ReferenceValue other = TestImages.image(ImageType.APPLICATIONS, "factory-test", 3);
        List<ReferenceValue> running = new ArrayList<>(TestImages.all());
        running.add(other);
        assertThat(devices.attest(chip, running)).isEqualTo(Outcome.UNTRUSTED);

        csv(line(other)).statusCode(200).body("added", equalTo(1)).body("known", equalTo(0));

        assertThat(devices.attest(chip, running)).isEqualTo(Outcome.TRUSTED);
        csv(line(other)).statusCode(200).body("added", equalTo(0)).body("known", equalTo(1));
        owner.get(values).body("items.find { it.name == 'factory-test' }.origin", equalTo("IMPORT"));
    }

    @Test
    void a_list_can_be_imported_as_json() {
        ReferenceValue other = TestImages.image(ImageType.APPLICATIONS, "factory-test", 3);
        Map<String, Object> value = Map.of(
                "type",
                "Applications",
                "component",
                other.component().text(),
                "image",
                other.image().text(),
                "name",
                "factory-test",
                "digest",
                other.digest().hex(),
                "securityVersion",
                3);

        owner.post(values, Map.of("values", List.of(value))).statusCode(200).body("added", equalTo(1));
        owner.post(values, Map.of("values", List.of(value, value)))
                .statusCode(400)
                .body("errors.field", contains("values[1]"));
        owner.post(values, Map.of("values", List.of(Map.of("type", "Applications"))))
                .statusCode(400);
        owner.post(values, Map.of("values", List.of())).statusCode(400);
    }

    @Test
    void a_list_with_bad_lines_is_refused_and_all_are_named() {
        ReferenceValue good = TestImages.image(ImageType.APPLICATIONS, "good", 3);

        csv(line(good) + "\nNoSuchType," + line(good).substring("Applications,".length()) + "\nshort,line\n"
                        + line(good).replace(good.digest().hex(), "abc"))
                .statusCode(400)
                .body("errors.field", hasItems("line 3", "line 4", "line 5"));
        csv(line(good).replace("good", "go\u202eod")).statusCode(400);
        owner.upload(values + "/csv", "text/csv", "Type,Digest\n".getBytes(StandardCharsets.US_ASCII))
                .statusCode(400)
                .body("errors.field", contains("line 1"));

        owner.get(values).body("items.findAll { it.name == 'good' }.size()", equalTo(0));
    }

    @Test
    void spreadsheet_csv_is_accepted_and_errors_are_ordered_by_line() {
        ReferenceValue one = TestImages.image(ImageType.APPLICATIONS, "one", 3);
        ReferenceValue other = TestImages.image(ImageType.APPLICATIONS, "other", 3);
        String sheet = ("\uFEFF" + ReferenceImport.HEADER + "\r\n\r\n" + line(one) + "\r\n").replace(',', ';');

        upload(sheet.getBytes(StandardCharsets.UTF_8)).statusCode(200).body("added", equalTo(1));
        upload(sheet.getBytes(StandardCharsets.UTF_16))
                .statusCode(400)
                .body("errors.field", contains("line 1"))
                .body("detail", containsString("CSV UTF-8"));
        csv(line(other) + "\n\n" + line(other) + "\nshort,line\n" + line(other) + "\n"
                        + line(one).replace("one", ""))
                .statusCode(400)
                .body("errors.field", contains("line 4", "line 5", "line 6", "line 7"));
        csv(line(one) + "\n\n\"" + line(other))
                .statusCode(400)
                .body("errors.field", contains("line 4"))
                .body("detail", containsString("quotation mark"));
        csv(line(one).replace("one", "o\0e")).statusCode(400).body("errors.field", contains("line 2"));
    }

    @Test
    void a_known_image_cannot_be_imported_with_another_digest() {
        String app = line(TestImages.APPLICATION);

        csv(app).statusCode(200).body("known", equalTo(1));
        csv(app.replace(TestImages.APPLICATION.digest().hex(), "ab".repeat(32)))
                .statusCode(400)
                .body("errors.field", hasItem("line 2"));
    }

    @Test
    void values_of_os_feeds_are_listed_and_read_only() {
        TestOs os = TestOs.ofNewPart();
        catalogs.claim(catalog, new TestChip(), os.part());
        String older = os.release("Retail", 260_900);
        os.release("RetailEval", 261_000);
        TestOs.ofNewPart().release("Retail", 260_900);

        String feed = "items.findAll { it.origin == 'FEED' }.";
        ValidatableResponse list = owner.get(values + "?limit=500")
                .body(
                        "states.PERMANENT",
                        greaterThanOrEqualTo(TestImages.all().size()
                                + 2 * os.measured(260_900).size()))
                .body(feed + "releases.part.flatten().unique()", contains(os.part()))
                .body(feed + "releases.version.flatten().unique()", containsInAnyOrder("26.09", "26.10"))
                .body(
                        feed + "findAll { it.releases[0].version == '26.10' }.releases.feed.flatten().unique()",
                        contains("RetailEval"));
        Map<String, Object> kernel =
                list.extract().path("items.find { it.origin == 'FEED' && it.type == 'NormalWorldKernel' }");
        String path = values + "/" + kernel.get("component") + "/" + kernel.get("image") + "/retirement";
        owner.get(path).statusCode(200).body("devices", equalTo(0));
        owner.post(path, Map.of("reason", "not mine"))
                .statusCode(409)
                .body("detail", containsString("comes from a release of an OS feed"));

        TestOs.withdraw(older, "RETIRE").statusCode(200);

        owner.get(values + "?filter=origin:feed is:retired " + os.part() + "&limit=500")
                .body("items.releases.version.flatten().unique()", contains("26.09"))
                .body("items.releases.withdrawn.flatten().unique()", contains(true))
                .body("items.current.unique()", contains(false));
    }

    @Test
    void the_list_is_paged_and_fully_searchable() {
        int all = TestImages.all().size();

        String next = owner.get(values + "?limit=4")
                .body("items.size()", equalTo(4))
                .body("total", equalTo(all))
                .header("Link", containsString("limit=4&cursor="))
                .extract()
                .path("next");
        owner.get(values + "?cursor=" + next + "&limit=500")
                .body("items.size()", equalTo(all - 4))
                .body("next", nullValue());
        owner.get(values + "?filter=" + TestImages.KERNEL.digest().hex().toUpperCase(Locale.ROOT))
                .body("items.name", contains("kernel"))
                .body("total", equalTo(1));
        owner.get(values + "?filter=%25").body("total", equalTo(0));
        owner.get(values + "?filter=origin:feed").body("total", equalTo(0));
        owner.get(values + "?filter=origin:cellar").statusCode(400).body("errors.position", contains(7));
        owner.get(values + "?filter=is:retired").body("total", equalTo(0)).body("states.PERMANENT", equalTo(all));
        owner.get(values + "?filter=-is:retired&fields=name")
                .body("total", equalTo(all))
                .body("items[0].size()", equalTo(1));
    }

    @Test
    void values_of_two_manufacturers_with_the_same_ids_are_on_different_pages() {
        TestOs os = TestOs.ofNewPart();
        TestOs otherPart = TestOs.ofNewPart();
        os.release("Retail", 260_900);
        Operator.installationOwner()
                .upload(
                        "endorsements",
                        "application/jose",
                        SiliconManufacturer.endorseByOther("c", otherPart.part(), SiliconManufacturer.chips(1))
                                .getBytes(StandardCharsets.US_ASCII))
                .statusCode(200);
        otherPart
                .release(
                        "Retail",
                        os.images(260_900).stream()
                                .map(TestOs::byOtherManufacturer)
                                .toList())
                .statusCode(201);
        catalogs.claim(catalog, new TestChip(), os.part());
        catalogs.claim(catalog, new TestChip(), otherPart.part());

        assertThat(EveryPage.of(owner, values, 1))
                .hasSize(TestImages.all().size() + 2 * os.images(260_900).size())
                .doesNotHaveDuplicates();
    }

    /** Imports lines. The header is line 1. */
    private ValidatableResponse csv(String lines) {
        return upload((ReferenceImport.HEADER + "\n" + lines + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private ValidatableResponse upload(byte[] csv) {
        return owner.upload(values + "/csv", "text/csv", csv);
    }

    /** Returns the value's line in a CSV file. */
    private static String line(ReferenceValue value) {
        return String.join(
                ",",
                value.type().apiName(),
                value.component().text(),
                value.image().text(),
                value.name(),
                value.digest().hex(),
                String.valueOf(value.securityVersion()));
    }

    /** Returns the chip's attestations, newest first. */
    private ValidatableResponse attestations() {
        return owner.get("catalogs/" + catalogs.name(catalog) + "/devices/" + chip.device() + "/attestations");
    }

    private String path(ReferenceValue value) {
        return values + "/" + value.component() + "/" + value.image();
    }
}
