package dev.holdfast.ui.approval;

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
import dev.holdfast.ui.component.Amount;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One act that waits, or waited, for a second person, and what the person at the screen may do about it. */
public final class ApprovalCard extends Div {
    private final transient ApprovalClient client;
    private final transient Visit visit;
    private final transient ApprovalView approval;
    private final transient Runnable answered;

    private record Look(Tone tone, Icon icon, String word) {
        static Look of(ApprovalState state) {
            return switch (state) {
                case PENDING -> new Look(Tone.WARNING, Icon.HOURGLASS, "Waits for a second person");
                case APPROVED -> new Look(Tone.AFFIRMING, Icon.CHECK, "Approved");
                case REJECTED -> new Look(Tone.CONTRAINDICATED, Icon.CROSS, "Rejected");
                case WITHDRAWN -> new Look(Tone.UNKNOWN, Icon.BLOCKED, "Withdrawn");
                case EXPIRED -> new Look(Tone.UNKNOWN, Icon.CLOCK_BACK, "Expired");
            };
        }
    }

    /** Shows it to {@code person}, a user name, with a link to what it is about; {@code answered} runs after an answer. */
    public static ApprovalCard linked(
            ApprovalClient client, Visit visit, ApprovalView approval, String person, Runnable answered) {
        return new ApprovalCard(client, visit, approval, person, true, answered);
    }

    /** Shows it to {@code person} on the page that it is about. */
    public static ApprovalCard here(
            ApprovalClient client, Visit visit, ApprovalView approval, String person, Runnable answered) {
        return new ApprovalCard(client, visit, approval, person, false, answered);
    }

    private ApprovalCard(
            ApprovalClient client,
            Visit visit,
            ApprovalView approval,
            String person,
            boolean linked,
            Runnable answered) {
        this.client = client;
        this.visit = visit;
        this.approval = approval;
        this.answered = answered;
        addClassName("hf-approval");
        getElement().setAttribute("data-tone", Look.of(approval.state()).tone().token());
        Div head = Styled.div("hf-approval-head", badge(approval.state()), ShortIds.in(approval.summary()));
        ProposedPolicy policy = approval.policy();
        if (linked) {
            about().ifPresent(head::add);
        }
        Paragraph asked = new Paragraph();
        asked.add(new Span(approval.requestedBy() + " asked "), TimeText.relative(approval.requestedAt()));
        if (!approval.comment().isEmpty()) {
            asked.add(": “" + approval.comment() + "”");
        }
        add(head, asked);
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
            Paragraph decided = new Paragraph();
            decided.add(new Span(approval.decidedBy() + " answered "), TimeText.relative(approval.decidedAt()));
            decided.add(approval.answer() == null ? "" : ": “" + approval.answer() + "”");
            add(decided);
        }
        if (approval.state() == ApprovalState.EXPIRED) {
            Paragraph expired = new Paragraph("Nobody answered; it expired ");
            expired.add(TimeText.relative(approval.expiresAt()));
            add(expired);
        }
        if (approval.state() == ApprovalState.PENDING) {
            add(pending(person));
        }
    }

    /** The facts of a policy have their own link to it. Policies are read by a role in the whole catalog only. */
    private Optional<Anchor> about() {
        String device = Links.devices(visit.catalog()) + "/" + approval.subject();
        return switch (approval.operation()) {
            case ACTIVATE_POLICY ->
                approval.policy() == null && visit.may(Permission.READ)
                        ? Optional.of(new Anchor(
                                Links.policy(visit.catalog(), approval.subject(), "replays"),
                                "Show the policy and its replays"))
                        : Optional.empty();
            case BLOCK_ONE_DEVICE -> Optional.of(new Anchor(device, "Show the device"));
            case ISSUE_CAPABILITY -> Optional.of(new Anchor(device + "/capabilities", "Show the device"));
            case REVOKE_CERTIFICATES -> Optional.of(new Anchor(device + "/certificates", "Show the device"));
            case BLOCK_MANY_DEVICES, RELEASE_DEVICES ->
                Optional.of(new Anchor(
                        Links.devices(visit.catalog(), FilterParameter.with("approval:" + approval.id(), Map.of())),
                        "Show the devices"));
            default -> Optional.empty();
        };
    }

    private Div pending(String person) {
        boolean own = approval.requestedBy().equalsIgnoreCase(person);
        ProposedPolicy policy = approval.policy();
        Div line = Styled.div("hf-approval-acts");
        if (own) {
            line.add(button(AnswerDialog.Kind.WITHDRAW));
            line.add(Styled.muted(
                    "Somebody else with the Publisher or Approver role must approve it: nobody approves an act of"
                            + " their own."));
        } else if (!visit.mayHere(Permission.APPROVE)) {
            line.add(Styled.muted("Answering takes the Publisher or the Approver role."));
        } else if (policy != null && policy.author().equalsIgnoreCase(person)) {
            line.add(button(AnswerDialog.Kind.REJECT));
            line.add(Styled.muted(
                    "You wrote it, so somebody else with the Publisher or Approver role must approve it."));
        } else {
            Button approve = button(AnswerDialog.Kind.APPROVE);
            approve.addThemeVariants(ButtonVariant.PRIMARY);
            line.add(approve, button(AnswerDialog.Kind.REJECT));
        }
        Span until = Styled.muted("Expires ");
        until.add(TimeText.relative(approval.expiresAt()));
        line.add(until);
        return line;
    }

    private Button button(AnswerDialog.Kind kind) {
        return new Button(kind.verb(), clicked -> AnswerDialog.open(client, visit.catalog(), approval, kind, answered));
    }

    static StatusBadge badge(ApprovalState state) {
        Look look = Look.of(state);
        return StatusBadge.of(look.tone(), look.icon(), look.word());
    }

    static String word(ApprovalState state) {
        return Look.of(state).word();
    }

    /** What an activation would do: whose policy, which text in place of which, and what its replay counted. */
    static final class ProposedPolicyFacts extends Div {
        /**
         * Shows it.
         *
         * @param visit whose catalog's pages the links lead to, where the visitor may read them
         * @param key the policy's key
         * @param linked whether to link to the policy's page
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
                            "For",
                            linked && readable
                                    ? new Anchor(Links.policy(catalog, key), where(policy))
                                    : new Span(where(policy)))
                    .with("Would decide", wouldDecide(catalog, key, policy, readable))
                    .with("Decides now", policy.comparedTitle() + ", " + version(policy));
            if (!policy.author().isEmpty()) {
                facts.with("Written by", policy.author());
            }
            add(facts.with("By its replay", replay(catalog, policy, readable)));
        }

        static String where(ProposedPolicy policy) {
            return switch (policy.scope()) {
                case SHIPPED, CATALOG -> "Whole catalog " + policy.catalog();
                case PRODUCT -> policy.product() + " in catalog " + policy.catalog();
                case GROUP -> policy.product() + " / " + policy.group() + " in catalog " + policy.catalog();
            };
        }

        private static Component[] wouldDecide(String catalog, String key, ProposedPolicy policy, boolean readable) {
            if (policy.version() == 0) {
                return new Component[] {new Span(policy.title() + ", because the policy would be taken away")};
            }
            Span words = new Span(String.format(
                    Locale.ROOT,
                    "%s, version %d, %s ",
                    policy.title(),
                    policy.version(),
                    Amount.of(policy.rules(), "rule")));
            return readable
                    ? new Component[] {
                        words, new Anchor(Links.policyVersion(catalog, key, policy.version()), "Compare the texts")
                    }
                    : new Component[] {words};
        }

        private static String version(ProposedPolicy policy) {
            return "version " + policy.comparedVersion()
                    + (policy.comparedPolicy().equals("default") ? " of the policy that ships" : "");
        }

        private static Component[] replay(String catalog, ProposedPolicy policy, boolean readable) {
            List<Component> shown = new ArrayList<>();
            shown.add(new Span(
                    policy.devicesChanged() == 0
                            ? "Nothing would change for " + Amount.of(policy.devices(), "device") + ". "
                            : String.format(
                                    Locale.ROOT,
                                    "%,d of %s would change. ",
                                    policy.devicesChanged(),
                                    Amount.of(policy.devices(), "device"))));
            if (readable) {
                shown.add(new Anchor(Links.replay(catalog, policy.replay()), "Show the replay's report"));
            }
            policy.turns().forEach(turn -> shown.add(StatusBadge.turn(turn.from(), turn.to(), turn.devices())));
            return shown.toArray(Component[]::new);
        }
    }
}
