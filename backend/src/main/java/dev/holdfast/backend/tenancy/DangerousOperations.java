package dev.holdfast.backend.tenancy;

import java.util.Set;

/**
 * The operations that take somebody who has just confirmed who they are, where the installation asks for that. They take
 * trust away from devices or give it back, decide what is trusted, or decide who may. This list is the only one (ADR 0024).
 */
final class DangerousOperations {
    /** By {@code operationId}. */
    static final Set<String> IDS = Set.of(
            "blockDevice",
            "blockDevices",
            "unblockDevice",
            "unblockDevices",
            "blockDevicesByJob",
            "unblockDevicesByJob",
            "issueCapabilityFile",
            "fetchCapabilityFile",
            "unclaimDevices",
            "deleteProduct",
            "deleteDeviceGroup",
            "offerTransfer",
            "revokeCertificate",
            "revokeDeviceCertificates",
            "retireAuthority",
            "addForeignRoot",
            "removeForeignRoot",
            "revokeGateway",
            "revokeManufacturer",
            "restoreManufacturer",
            "revokeEndorsements",
            "restoreEndorsements",
            "withdrawOsRelease",
            "retireReferenceValue",
            "restoreReferenceValue",
            "confirmReferenceValue",
            "activatePolicy",
            "rollBackPolicy",
            "approve",
            "changeApprovalRules",
            "assignRole",
            "changeRole",
            "removeRole",
            "assignInstallationRole",
            "changeInstallationRole",
            "removeInstallationRole",
            "invitePerson",
            "inviteInstallationPerson",
            "createToken",
            "createInstallationToken");

    private DangerousOperations() {}
}
