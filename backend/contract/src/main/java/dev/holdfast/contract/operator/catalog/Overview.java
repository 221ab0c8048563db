package dev.holdfast.contract.operator.catalog;

import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.Trust;
import java.util.List;

/**
 * Summary of a catalog.
 *
 * @param devices number of claimed devices
 * @param trusted number of devices that are {@link Trust#TRUSTED}
 * @param outdated number of devices that are {@link Trust#OUTDATED}
 * @param untrusted number of devices that are {@link Trust#UNTRUSTED}
 * @param unknown number of devices that are {@link Trust#UNKNOWN}
 * @param silent number of devices without contact for a day or more; before the first contact, the time since the claim counts
 * @param products number of products
 * @param images number of uploaded images of any type
 * @param applications number of application images
 * @param deployments number of deployments
 * @param attention problems of devices that need a person, most severe first, at most 8
 * @param recent newest audit entries of people, at most 10
 * @param unreachable number of unknown devices that are {@link Health#UNREACHABLE}
 * @param anomalous number of devices with an open anomaly
 * @param blocked number of blocked devices, with any trust
 * @param notReleased number of untrusted devices whose reason is that no operating system was released for them
 * @param outages newest outages of Holdfast in the last 24 hours, at most 10, oldest first
 * @param diskNearlyFull whether uploads, imports, claims and reports are refused because the database's disk is nearly full
 * @param rollouts rollouts that need a person, halted ones first, the oldest first, at most 8
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
        long anomalous,
        long blocked,
        long notReleased,
        List<VerifierOutage> outages,
        boolean diskNearlyFull,
        List<RolloutAttention> rollouts) {}
