package dev.holdfast.backend.tenancy;

import java.util.Set;

/**
 * Operations that require a recent sign-in if the installation requires it (ADR 0024). These operations withdraw or restore trust in
 * devices, change reference values, policies or keys that are trusted, or change permissions.
 */
final class DangerousOperations {
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
            "addExternalRoot",
            "removeExternalRoot",
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
