package dev.holdfast.backend.tenancy;

import java.util.Set;

/**
 * Operations that require a recent sign-in if the installation requires it (ADR 0024). These operations change which software, keys,
 * chips and policies are trusted, which devices get service, what is kept, or what people may do.
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
            "deleteCatalog",
            "deleteProduct",
            "deleteDeviceGroup",
            "offerTransfer",
            "revokeCertificate",
            "revokeDeviceCertificates",
            "retireAuthority",
            "addExternalRoot",
            "removeExternalRoot",
            "replaceImageKey",
            "beginSetKeyReplacement",
            "cancelSetKeyReplacement",
            "finishSetKeyReplacement",
            "revokeGateway",
            "revokeManufacturer",
            "restoreManufacturer",
            "revokeEndorsements",
            "restoreEndorsements",
            "importEndorsements",
            "releaseOperatingSystem",
            "promoteOsRelease",
            "withdrawOsRelease",
            "importReferenceValues",
            "importReferenceValuesAsCsv",
            "retireReferenceValue",
            "restoreReferenceValue",
            "confirmReferenceValue",
            "setGroupConnection",
            "changeCertificateLifetime",
            "changeAttestationRetention",
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
