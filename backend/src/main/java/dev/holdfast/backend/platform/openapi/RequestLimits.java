package dev.holdfast.backend.platform.openapi;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.NewApprovalRules;
import dev.holdfast.contract.operator.attestation.AttestationRetention;
import dev.holdfast.contract.operator.authority.CertificateLifetime;
import dev.holdfast.contract.operator.authority.ForeignRootCertificate;
import dev.holdfast.contract.operator.authority.ProofRequest;
import dev.holdfast.contract.operator.capability.NewCapabilityFile;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.claim.ClaimChallengeRequest;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.claim.UnclaimRequest;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.device.NewSavedView;
import dev.holdfast.contract.operator.feed.NewOsRelease;
import dev.holdfast.contract.operator.filter.FilterReader;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.NewClaimJob;
import dev.holdfast.contract.operator.job.NewMoveJob;
import dev.holdfast.contract.operator.job.NewTagJob;
import dev.holdfast.contract.operator.maker.ChipRevocation;
import dev.holdfast.contract.operator.policy.NewActivation;
import dev.holdfast.contract.operator.policy.NewPolicyVersion;
import dev.holdfast.contract.operator.policy.NewReplay;
import dev.holdfast.contract.operator.policy.PolicyDraft;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.ProductSettings;
import dev.holdfast.contract.operator.reference.NewReferenceValue;
import dev.holdfast.contract.operator.reference.ReferenceImport;
import dev.holdfast.contract.operator.reference.Retirement;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import dev.holdfast.contract.operator.transfer.NewTransfer;
import dev.holdfast.contract.operator.transfer.TransferAcceptance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * How much of what bodies of requests may have, by the constants by which use cases check them. {@code RequestSchemasTest} asks the
 * running service for each, and for those that are not told here.
 */
final class RequestLimits {
    private static final String COMMENT = "comment";
    private static final String DESCRIPTION = "description";
    private static final String DEVICES = "deviceIds";
    private static final String IMAGES = "imageIds";
    private static final String NAME = "name";
    private static final String REASON = "reason";
    private static final String DAYS = "days";

    private final Map<String, Schema> schemas;

    private RequestLimits(Map<String, Schema> schemas) {
        this.schemas = schemas;
    }

    /**
     * Completes schemas.
     *
     * @param schemas all of the document, by name
     * @param sent names of those that are of bodies or in them
     */
    static void tell(Map<String, Schema> schemas, Set<String> sent) {
        RequestLimits limits = new RequestLimits(schemas);
        limits.whys(sent);
        limits.names();
        limits.people();
        limits.devices();
        limits.software();
        limits.trust();
    }

    private void whys(Set<String> sent) {
        for (String schema : sent) {
            if (has(schema, REASON)) {
                text(schema, REASON, 1, Reason.MAX_LENGTH);
            }
            if (has(schema, COMMENT)) {
                text(schema, COMMENT, 1, Reason.MAX_COMMENT);
            }
        }
        text(NewCapabilityFile.class, REASON, 1, NewCapabilityFile.MOST_REASON);
        text(Retirement.class, REASON, 1, Retirement.MOST_REASON);
        text(NewMoveJob.class, REASON, 0, Reason.MAX_LENGTH);
        text(NewTagJob.class, REASON, 0, Reason.MAX_LENGTH);
        text(NewTransfer.class, "note", 1, Reason.MAX_LENGTH);
    }

    private void names() {
        member(NewCatalog.class, NAME).pattern(NewCatalog.NAME);
        text(NewCatalog.class, "displayName", 1, NewCatalog.MOST_DISPLAY_NAME);
        member(NewProduct.class, NAME).pattern(NewProduct.NAME);
        member(NewDeviceGroup.class, NAME).pattern(NewDeviceGroup.NAME);
        member(NewTransfer.class, "to").pattern(NewCatalog.NAME);
        for (Class<?> place :
                List.of(ClaimRequest.class, NewClaimJob.class, NewMoveJob.class, TransferAcceptance.class)) {
            text(place, "product", 1, NewDeviceGroup.MOST_NAME);
            text(place, "group", 1, NewDeviceGroup.MOST_NAME);
        }
        for (Class<?> described : List.of(NewProduct.class, ProductSettings.class, GroupSettings.class)) {
            text(described, DESCRIPTION, 0, GroupSettings.MOST_DESCRIPTION);
        }
        words(member(GroupSettings.class, "osFeedType"), GroupSettings.OS_FEEDS);
        words(member(GroupSettings.class, "updatePolicy"), GroupSettings.UPDATE_POLICIES);
        words(member(GroupSettings.class, "allowCrashDumpsCollection"), GroupSettings.CONSENTS);
        words(member(GroupSettings.class, "regionalDataBoundary"), GroupSettings.REGIONS);
    }

    private void people() {
        text(NewMember.class, "grantee", 1, NewMember.MOST_GRANTEE);
        text(NewMember.class, NAME, 1, NewMember.MOST_NAME);
        member(NewPerson.class, "userName").pattern(NewPerson.USER_NAME);
        text(NewPerson.class, "email", 1, NewPerson.MOST_EMAIL);
        member(NewPerson.class, "email").pattern(NewPerson.EMAIL);
        text(NewPerson.class, "firstName", 1, NewPerson.MOST_NAME);
        text(NewPerson.class, "lastName", 1, NewPerson.MOST_NAME);
        text(NewToken.class, NAME, 1, NewToken.MOST_NAME);
        number(NewToken.class, DAYS, 1, NewToken.MOST_DAYS);
        list(NewApprovalRules.class, "acts", 0, ApprovalAct.values().length);
    }

    private void devices() {
        text(DeviceDescription.class, NAME, 0, DeviceDescription.MOST_NAME);
        text(DeviceDescription.class, "notes", 0, DeviceDescription.MOST_NOTES);
        tags(DeviceDescription.class, "tags");
        tags(NewTagJob.class, "add");
        tags(NewTagJob.class, "remove");
        text(NewSavedView.class, NAME, 1, NewSavedView.MOST_NAME);
        text(NewSavedView.class, "filter", 0, FilterReader.LONGEST);
        text(DeviceSelection.class, "filter", 0, FilterReader.LONGEST);
        member(DeviceSelection.class, "atMost").minimum(BigDecimal.ZERO);
        list(DeviceSelection.class, DEVICES, 1, DeviceSelection.MOST);
        list(NewClaimJob.class, DEVICES, 1, DeviceSelection.MOST);
        list(ClaimChallengeRequest.class, DEVICES, 1, ClaimChallengeRequest.MOST);
        list(ClaimRequest.class, DEVICES, 1, ClaimRequest.MOST);
        list(ClaimRequest.class, "proofs", 0, ClaimRequest.MOST_PROOFS);
        list(UnclaimRequest.class, DEVICES, 1, UnclaimRequest.MOST);
        list(BlockRequest.class, DEVICES, 1, BlockRequest.MOST);
        list(ChipRevocation.class, DEVICES, 1, ChipRevocation.MOST);
        list(NewTransfer.class, DEVICES, 1, NewTransfer.MOST);
        number(NewTransfer.class, "expiresInDays", 1, NewTransfer.MOST_DAYS);
        number(NewCapabilityFile.class, "hours", 1, NewCapabilityFile.MOST_HOURS);
    }

    private void software() {
        list(NewDeployment.class, IMAGES, 1, NewDeployment.MOST_IMAGES);
        list(NewOsRelease.class, IMAGES, NewOsRelease.FEWEST_IMAGES, NewOsRelease.MOST_IMAGES);
        member(NewOsRelease.class, "part").pattern(NewOsRelease.PART);
        words(member(NewOsRelease.class, "feed"), GroupSettings.OS_FEEDS);
        list(ReferenceImport.class, "values", 1, ReferenceImport.MOST);
        text(NewReferenceValue.class, NAME, 1, NewReferenceValue.MOST_NAME);
        member(NewReferenceValue.class, "securityVersion").minimum(BigDecimal.ZERO);
    }

    private void trust() {
        number(CertificateLifetime.class, "hours", 1, CertificateLifetime.MAX_HOURS);
        member(ProofRequest.class, "verificationCode").pattern(ProofRequest.CODE);
        text(ForeignRootCertificate.class, "certificate", 1, ForeignRootCertificate.MOST_PEM);
        text(ForeignRootCertificate.class, "root", 1, ForeignRootCertificate.MOST_PEM);
        number(AttestationRetention.class, DAYS, 1, AttestationRetention.MOST_DAYS);
        for (Class<?> policy : List.of(NewPolicyVersion.class, PolicyDraft.class)) {
            text(policy, "policy", 0, NewPolicyVersion.MOST_POLICY);
            text(policy, "cases", 0, NewPolicyVersion.MOST_CASES);
        }
        member(NewActivation.class, "version").minimum(BigDecimal.ZERO);
        number(NewReplay.class, DAYS, 1, NewReplay.MOST_DAYS);
    }

    private boolean has(String schema, String member) {
        Schema known = schemas.get(schema);
        return known != null
                && known.getProperties() != null
                && known.getProperties().containsKey(member);
    }

    private Schema member(Class<?> type, String member) {
        return member(type.getSimpleName(), member);
    }

    private Schema member(String type, String member) {
        Schema schema = Objects.requireNonNull(schemas.get(type), type + " has a schema");
        return Objects.requireNonNull(schema.getProperties().get(member), type + " has a " + member);
    }

    private void text(Class<?> type, String member, int min, int max) {
        text(type.getSimpleName(), member, min, max);
    }

    private void text(String type, String member, int min, int max) {
        member(type, member).minLength(min == 0 ? null : min).maxLength(max);
    }

    private void list(Class<?> type, String member, int min, int max) {
        member(type, member).minItems(min == 0 ? null : min).maxItems(max);
    }

    private void number(Class<?> type, String member, long min, long max) {
        member(type, member).minimum(BigDecimal.valueOf(min)).maximum(BigDecimal.valueOf(max));
    }

    private void tags(Class<?> type, String member) {
        list(type, member, 0, DeviceDescription.MOST_TAGS);
        member(type, member).getItems().pattern(DeviceDescription.TAG);
    }

    private static void words(Schema text, List<String> words) {
        text.enumeration(new ArrayList<>(words));
    }
}
