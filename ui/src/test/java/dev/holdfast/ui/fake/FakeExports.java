package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.anomaly.AnomalyView;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.contract.operator.revocation.CertificateView;
import dev.holdfast.contract.operator.transfer.TransferView;
import dev.holdfast.ui.client.ExportClient;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Exports. The content of each file is one line with the parameters of the request. Refuses unknown lists and fields. */
public final class FakeExports implements ExportClient {
    /** Record of a row, by list. Its components are the fields that can be exported. */
    private static final Map<String, Class<?>> ROWS = Map.of(
            "approvals", ApprovalView.class,
            "audit", AuditEntryView.class,
            "deployments", DeploymentView.class,
            "device-certificates", CertificateView.class,
            "device-jobs", DeviceJobView.class,
            "devices", DeviceView.class,
            "images", ImageView.class,
            "members", MemberView.class,
            "anomalies", AnomalyView.class,
            "transfers", TransferView.class);

    @Override
    public InputStream export(
            String catalog,
            String list,
            String form,
            @Nullable String filter,
            @Nullable String sort,
            @Nullable String fields) {
        return new ByteArrayInputStream(words(list, form, filter, sort, fields));
    }

    private static byte[] words(
            String list, String form, @Nullable String filter, @Nullable String sort, @Nullable String fields) {
        List<String> known = Arrays.stream(
                        Objects.requireNonNull(ROWS.get(list)).getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        for (String field : fields == null ? new String[0] : fields.split(",")) {
            if (!known.contains(field)) {
                throw new IllegalArgumentException(list + " has no " + field);
            }
        }
        return (list + " as " + form + ": " + filter + " by " + sort + " with " + fields + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
