package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.audit.AuditFields;
import dev.holdfast.contract.operator.audit.AuditVerification;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.FilterException;
import dev.holdfast.contract.operator.filter.FilterReader;
import dev.holdfast.ui.audit.AuditClient;
import dev.holdfast.ui.audit.AuditProofClient;
import dev.holdfast.ui.client.ListRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** The fake audit log of Contoso Appliances. All entries but the newest are sealed. The exported file contains only the verifier key. */
public final class FakeAudit implements AuditClient, AuditProofClient {
    /** The number of entries. */
    public static final int ENTRIES = 741;

    @Override
    public RestResponse<List<AuditEntryView>> entries(String catalog, ListRequest request) {
        return FakePages.of(
                catalog.equals("fabrikam") ? List.of() : find(request.filter() == null ? "" : request.filter()),
                request.cursor(),
                request.limit());
    }

    @Override
    public AuditVerification verification(String catalog) {
        return new AuditVerification(
                true,
                ENTRIES,
                ENTRIES - 1,
                FakeFleet.now(),
                FakeFleet.digest("root").json(),
                3,
                List.of(),
                0);
    }

    @Override
    public InputStream export(String catalog) {
        return new ByteArrayInputStream(key(catalog).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String key(String catalog) {
        return "holdfast/audit/0f1e2d3c-0000-4000-8000-000000000001+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq";
    }

    /** Returns the entries that match the words of a filter and {@code is:people}, newest first. Ignores other fields. */
    public static List<AuditEntryView> find(String filter) {
        try {
            Filter parsed = FilterReader.read(filter, AuditFields.VOCABULARY);
            return entries().stream()
                    .filter(entry -> parsed.terms().stream().allMatch(term -> meets(entry, term)))
                    .toList();
        } catch (FilterException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private static boolean meets(AuditEntryView entry, Filter.Term term) {
        return switch (term) {
            case Filter.Words words ->
                String.join(" ", entry.actor(), entry.action(), entry.subject(), entry.detail())
                        .toLowerCase(Locale.ROOT)
                        .contains(words.words().toLowerCase(Locale.ROOT));
            case Filter.Field field ->
                !field.text().equals("is:people") || !entry.actor().equals("system");
        };
    }

    /** Returns the whole audit log, newest first. */
    public static List<AuditEntryView> entries() {
        List<AuditEntryView> entries = new ArrayList<>();
        String[][] actions = {
            {"pavel", "StartDeployment", "Toaster / Production", "Deployed toaster-control to Toaster / Production"},
            {"pavel", "UploadImage", "toaster-control", "Uploaded toaster-control, security version 14"},
            {"carmen", "ClaimDevices", "Kettle / Production", "Claimed 48 devices into Kettle / Production"},
            {"system", "IssueCertificateAuthority", "Holdfast contoso", "Renewed the catalog's certificate authority"},
            {"olivia", "CreateProduct", "Kettle", "Created the product Kettle"},
            {"admin", "UploadImage", "NormalWorldKernel", "Uploaded the operating system release 24.10"},
            {"olivia", "CreateCatalog", "contoso", "Created the catalog"}
        };
        for (int index = 0; index < actions.length; index++) {
            String[] action = actions[index];
            if (index == 0) {
                entries.add(new AuditEntryView(
                        ENTRIES,
                        FakeFleet.ago(0.01),
                        "olivia",
                        "https://id.contoso.example",
                        "5f0d1a7c-olivia",
                        null,
                        null,
                        "RetainAttestations",
                        "contoso",
                        "Attestations are kept for 30 days; it was 90.",
                        "The auditors asked for less",
                        "192.0.2.17",
                        "curl/8.14.1",
                        "5d0c8b9e-7f0a-4a59-9c1e-2a7d3c3b1f10",
                        "nightly retention",
                        UUID.fromString("0b7a1c52-3f0e-4b6f-8d55-2f4a6f3b9c11"),
                        Map.of("days", 90),
                        Map.of("days", 30)));
                continue;
            }
            entries.add(AuditEntryView.of(
                    ENTRIES - index,
                    FakeFleet.ago(0.03 * (index + 1) * (index + 1)),
                    action[0],
                    action[1],
                    action[2],
                    action[3]));
        }
        for (int sequence = ENTRIES - actions.length; sequence > 0; sequence--) {
            entries.add(AuditEntryView.of(
                    sequence,
                    FakeFleet.ago(2 + 0.5 * (ENTRIES - sequence)),
                    sequence % 3 == 0 ? "carmen" : "system",
                    sequence % 3 == 0 ? "ClaimDevices" : "IssueCertificateAuthority",
                    sequence % 3 == 0 ? "Toaster / Production" : "Holdfast contoso",
                    sequence % 3 == 0 ? "Claimed 1 device into Toaster / Production" : "Renewed the authority"));
        }
        return entries;
    }
}
