package dev.holdfast.standalone.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.contract.tlog.AuditBundle;
import dev.holdfast.contract.tlog.LogFinding;
import dev.holdfast.contract.tlog.LogReport;
import dev.holdfast.contract.tlog.VerifierKey;
import dev.holdfast.standalone.demo.OperatorClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares what operators requested with the audit log and the catalog, and verifies the audit log itself. */
final class FaultVerification {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Ledger ledger;
    private final OperatorClient admin;
    private final String catalog;

    FaultVerification(Ledger ledger, OperatorClient admin, String catalog) {
        this.ledger = ledger;
        this.admin = admin;
        this.catalog = catalog;
    }

    /**
     * Verifies everything.
     *
     * @param checkpoints checkpoints that the audit log must contain
     */
    void run(List<String> checkpoints) {
        try {
            verifyLog(checkpoints);
            verifyEffects(entries());
            verifyImages();
        } catch (IOException | AuditBundle.UnreadableException e) {
            ledger.violated("the audit log cannot be read: " + e.getMessage());
        }
    }

    /** Verifies the exported log offline, with the public key, as {@code verify-audit} does. */
    private void verifyLog(List<String> checkpoints) throws IOException, AuditBundle.UnreadableException {
        VerifierKey key = VerifierKey.parse(admin.raw(catalog + "/audit/key").body());
        try (BufferedReader log = new BufferedReader(
                new StringReader(admin.raw(catalog + "/audit/export").body()))) {
            LogReport report = AuditBundle.verify(log, key, checkpoints);
            report.findings().stream().map(LogFinding::sentence).forEach(ledger::violated);
        }
    }

    /** Returns how often each effect is in the audit log. */
    private Map<String, Integer> entries() throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        for (String line :
                admin.raw(catalog + "/exports/audit.ndjson").body().lines().toList()) {
            JsonNode entry = JSON.readTree(line);
            String detail = entry.path("detail").asText();
            String effect = "%s %s %s"
                    .formatted(
                            entry.path("action").asText(),
                            detail.substring(0, Math.max(0, detail.indexOf(' '))),
                            entry.path("reason").isTextual()
                                    ? entry.path("reason").asText()
                                    : entry.path("subject").asText());
            counts.merge(effect, 1, Integer::sum);
        }
        return counts;
    }

    private void verifyEffects(Map<String, Integer> entries) {
        ledger.effects().forEach((effect, acknowledged) -> {
            int count = entries.getOrDefault(effect, 0);
            if (count > 1 || (acknowledged && count == 0)) {
                ledger.violated("%s effect '%s' happened %d times"
                        .formatted(acknowledged ? "the acknowledged" : "the unacknowledged", effect, count));
            }
        });
    }

    /** Verifies that acknowledged uploads are stored, unless they were deleted. */
    private void verifyImages() {
        Map<String, Boolean> effects = ledger.effects();
        effects.forEach((effect, acknowledged) -> {
            if (effect.startsWith("UploadImage") && acknowledged) {
                String id = effect.substring(effect.lastIndexOf(' ') + 1);
                Boolean deleted = effects.get("DeleteImage Deleted " + id);
                boolean exists = admin.find(catalog + "/images/" + id).isPresent();
                if (deleted == null ? !exists : deleted && exists) {
                    ledger.violated("the image %s is %s".formatted(id, exists ? "not deleted" : "not stored"));
                }
            }
        });
    }
}
