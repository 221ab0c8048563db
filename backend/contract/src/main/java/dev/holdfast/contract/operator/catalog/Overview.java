package dev.holdfast.contract.operator.catalog;

import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.Trust;
import java.util.List;

/**
 * The state of a catalog in numbers.
 *
 * @param devices all claimed devices
 * @param trusted of which {@link Trust#TRUSTED}
 * @param outdated of which {@link Trust#OUTDATED}
 * @param untrusted of which {@link Trust#UNTRUSTED}
 * @param unknown of which {@link Trust#UNKNOWN}
 * @param silent of which without contact for a day or more
 * @param products how many
 * @param images how many, of the operating system and of applications
 * @param applications how many of the images are applications
 * @param deployments how many
 * @param attention what needs someone, most severe first; at most 8
 * @param recent the newest ten acts of people in the audit log
 * @param unreachable how many of the unknown are {@link Health#UNREACHABLE}
 * @param suspected how many devices have an open anomaly
 * @param blocked how many devices are shut out by an operator, of whatever trust
 * @param outages when Holdfast itself was down in the last 24 hours, oldest first; at most 10
 */
public record Overview(
        long devices,
        long trusted,
        long outdated,
        long untrusted,
        long unknown,
        long silent,
        long products,
        long images,
        long applications,
        long deployments,
        List<Attention> attention,
        List<AuditEntryView> recent,
        long unreachable,
        long suspected,
        long blocked,
        List<VerifierOutage> outages) {}
