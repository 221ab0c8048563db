package dev.holdfast.ui.approval;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.ShortIds;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.component.Warnings;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A request for approval, with the buttons that the signed-in person may use. */
public final class ApprovalCard extends Div {
    private final transient ApprovalClient client;
    private final transient Visit visit;
    private final transient ApprovalView approval;
    private final transient Runnable decided;

    private record Look(Tone tone, Icon icon) {
        static Look of(ApprovalState state) {
            return switch (state) {
                case PENDING -> new Look(Tone.WARNING, Icon.HOURGLASS);
                case APPROVED -> new Look(Tone.AFFIRMING, Icon.CHECK);
                case REJECTED -> new Look(Tone.CONTRAINDICATED, Icon.CROSS);
                case WITHDRAWN -> new Look(Tone.UNKNOWN, Icon.BLOCKED);
                case EXPIRED -> new Look(Tone.UNKNOWN, Icon.CLOCK_BACK);
            };
        }
    }

    /**
     * Makes a card with a link to the request's devices or policy. {@code person} is the user name of the signed-in person. {@code decided}
     * runs after a decision.
     */
    public static ApprovalCard linked(
            ApprovalClient client, Visit visit, ApprovalView approval, String person, Runnable decided) {
        return new ApprovalCard(client, visit, approval, person, true, decided);
    }

    /** Makes a card for the page of the request's device or policy, without the link. */
    public static ApprovalCard here(
            ApprovalClient client, Visit visit, ApprovalView approval, String person, Runnable decided) {
        return new ApprovalCard(client, visit, approval, person, false, decided);
    }

    private ApprovalCard(
            ApprovalClient client,
            Visit visit,
            ApprovalView approval,
            String person,
            boolean linked,
            Runnable decided) {
        this.client = client;
        this.visit = visit;
        this.approval = approval;
        this.decided = decided;
        addClassName("hf-approval");
        getElement().setAttribute("data-tone", Look.of(approval.state()).tone().token());
        Div head = Styled.div("hf-approval-head", badge(approval.state()), ShortIds.in(approval.summary()));
        ProposedPolicy policy = approval.policy();
        if (linked) {
            target().ifPresent(head::add);
        }
        String request = text("approvals.requested-by", approval.requestedBy());
        add(head, line(request, approval.requestedAt(), approval.comment()));
        if (policy != null) {
            add(new ProposedPolicyFacts(visit, approval.subject(), policy, linked));
        }
        if (!approval.effect().isEmpty()) {
            add(Styled.as(
                    "hf-approval-effect",
                    new UnorderedList(approval.effect().stream()
                            .map(line -> new ListItem(ShortIds.in(line)))
                            .toArray(ListItem[]::new))));
        }
        if (approval.decidedBy() != null && approval.decidedAt() != null) {
            String decision = text("approvals.decided-by", approval.decidedBy());
            add(line(decision, approval.decidedAt(), Objects.requireNonNullElse(approval.decisionComment(), "")));
        }
        if (approval.state() == ApprovalState.EXPIRED) {
            add(line(text("approvals.expired"), approval.expiresAt(), ""));
        }
        if (approval.state() == ApprovalState.PENDING) {
            add(pending(person));
        }
    }

    private static Paragraph line(String words, Instant at, String comment) {
        Paragraph line = new Paragraph();
        line.add(new Span(words + " "), TimeText.relative(at));
        line.add(comment.isEmpty() ? "" : ": “" + comment + "”");
        return line;
    }

    /**
     * Returns a link to the devices, the transfers, the rollout or the policy of the request; empty for other operations. {@link
     * ProposedPolicyFacts} link to the policy, but older requests have no such facts. Only roles in the whole catalog may read policies.
     */
    private Optional<Anchor> target() {
        String device = Links.devices(visit.catalog()) + "/" + approval.subject();
        return switch (approval.operation()) {
            case ACTIVATE_POLICY ->
                approval.policy() == null && visit.may(Permission.READ)
                        ? Optional.of(new Anchor(
                                Links.policy(visit.catalog(), approval.subject(), "replays"),
                                text("approvals.show-policy")))
                        : Optional.empty();
            case BLOCK_ONE_DEVICE -> Optional.of(new Anchor(device, text("approvals.show-device")));
            case ISSUE_CAPABILITY -> Optional.of(new Anchor(device + "/capabilities", text("approvals.show-device")));
            case REVOKE_CERTIFICATES ->
                Optional.of(new Anchor(device + "/certificates", text("approvals.show-device")));
            // The subject of an acceptance is the GUID of the transfer. Its devices are not in this catalog yet.
            case MOVE_DEVICES ->
                Optional.of(
                        approval.subject().contains("-")
                                ? new Anchor(Links.transfers(visit.catalog()), text("approvals.show-transfers"))
                                : devices());
            case BLOCK_MANY_DEVICES, RELEASE_DEVICES -> Optional.of(devices());
            case START_DEPLOYMENT ->
                Optional.ofNullable(approval.rollout())
                        .map(rollout ->
                                new Anchor(Links.rollout(visit.catalog(), rollout), text("approvals.show-rollout")));
            default -> Optional.empty();
        };
    }

    private Anchor devices() {
        return new Anchor(
                Links.devices(visit.catalog(), FilterParameter.with("approval:" + approval.id(), Map.of())),
                text("approvals.show-devices"));
    }

    private Div pending(String person) {
        boolean own = approval.requestedBy().equalsIgnoreCase(person);
        ProposedPolicy policy = approval.policy();
        Div line = Styled.div("hf-approval-actions");
        if (own) {
            line.add(button(DecisionDialog.Kind.WITHDRAW), Styled.muted(text("approvals.own-request")));
        } else if (!visit.mayHere(Permission.APPROVE)) {
            line.add(Styled.muted(text("approvals.needs-role")));
        } else if (policy != null && policy.author().equalsIgnoreCase(person)) {
            line.add(button(DecisionDialog.Kind.REJECT), Styled.muted(text("approvals.own-policy")));
        } else {
            Button approve = button(DecisionDialog.Kind.APPROVE);
            approve.addThemeVariants(ButtonVariant.PRIMARY);
            line.add(approve, button(DecisionDialog.Kind.REJECT));
        }
        Span until = Styled.muted(text("approvals.expires") + " ");
        until.add(TimeText.relative(approval.expiresAt()));
        line.add(until);
        return line;
    }

    private Button button(DecisionDialog.Kind kind) {
        return new Button(
                kind.verb(), clicked -> DecisionDialog.open(client, visit.catalog(), approval, kind, decided));
    }

    static StatusBadge badge(ApprovalState state) {
        Look look = Look.of(state);
        return StatusBadge.of(look.tone(), look.icon(), word(state));
    }

    /** Shows the version that a request would activate (0 removes the policy), the active version, and the result of the replay. */
    static final class ProposedPolicyFacts extends Div {
        /**
         * Shows the facts. A person who can read policies gets links to the comparison of the versions and to the replay.
         *
         * @param key key of the policy
         * @param linked whether to also link to the page of the policy
         */
        ProposedPolicyFacts(Visit visit, String key, ProposedPolicy policy, boolean linked) {
            String catalog = visit.catalog();
            boolean readable = visit.may(Permission.READ);
            addClassName("hf-proposed");
            if (!policy.warnings().isEmpty()) {
                add(new Warnings(policy.warnings()));
            }
            Facts facts = new Facts()
                    .with(
                            text("approval-policy.scope"),
                            linked && readable
                                    ? new Anchor(Links.policy(catalog, key), scope(policy))
                                    : new Span(scope(policy)))
                    .with(text("approval-policy.new"), newVersion(catalog, key, policy, readable))
                    .with(text("approval-policy.active"), activeVersion(policy));
            if (!policy.author().isEmpty()) {
                facts.with(text("approval-policy.author"), policy.author());
            }
            add(facts.with(text("approval-policy.replay"), replay(catalog, policy, readable)));
        }

        static String scope(ProposedPolicy policy) {
            String level = switch (policy.scope()) {
                case SHIPPED, CATALOG -> "catalog";
                case PRODUCT -> "product";
                case GROUP -> "group";
            };
            return text("approval-policy.scope." + level, policy.catalog(), policy.product(), policy.group());
        }

        private static Component[] newVersion(String catalog, String key, ProposedPolicy policy, boolean readable) {
            if (policy.version() == 0) {
                return new Component[] {new Span(text("approval-policy.removed", policy.title()))};
            }
            String version = Integer.toString(policy.version());
            Span words = new Span(text("approval-policy.new-version", policy.title(), version, policy.rules()) + " ");
            return readable
                    ? new Component[] {
                        words,
                        new Anchor(Links.policyVersion(catalog, key, policy.version()), text("approval-policy.compare"))
                    }
                    : new Component[] {words};
        }

        private static String activeVersion(ProposedPolicy policy) {
            String key =
                    "approval-policy.active-version" + (policy.comparedPolicy().equals("default") ? "-built-in" : "");
            return text(key, policy.comparedTitle(), Integer.toString(policy.comparedVersion()));
        }

        private static Component[] replay(String catalog, ProposedPolicy policy, boolean readable) {
            List<Component> shown = new ArrayList<>();
            shown.add(new Span(
                    policy.devicesChanged() == 0
                            ? text("approval-policy.replay-same", policy.devices())
                            : text("approval-policy.replay-changes", policy.devicesChanged(), policy.devices())));
            shown.add(new Span(" "));
            if (readable) {
                shown.add(new Anchor(Links.replay(catalog, policy.replay()), text("approval-policy.show-replay")));
            }
            policy.transitions()
                    .forEach(change -> shown.add(StatusBadge.transition(change.from(), change.to(), change.devices())));
            return shown.toArray(Component[]::new);
        }
    }
}
