package dev.holdfast.ui.policy;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.policy.NewPolicyVersion;
import dev.holdfast.contract.operator.policy.PolicyCheck;
import dev.holdfast.contract.operator.policy.PolicyDraft;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Crumb;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Refusal;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Writes a version of a policy with its test cases, checks both, and saves them as a candidate. {@code ?version=} says
 * where to begin: a version of this policy, else its active one, else its newest, else what decides here.
 */
@Route("c/:catalog/policies/:policy/edit")
public class PolicyEditorView extends CatalogPage implements BeforeLeaveObserver {
    private final transient PolicyClient client;
    private final TextArea policyText = new TextArea("Policy, YAML");
    private final TextArea casesText = new TextArea("Test cases, YAML");
    private final TextField comment = new TextField("Why");
    private final Div checked = new Div();
    private final Outcome refusal = new Outcome();
    private final Button save = Styled.primary("Save as candidate", this::save);
    private transient PolicyDraft written = new PolicyDraft("", "");
    private String name = "Policy";
    private String key = "";

    public PolicyEditorView(SignedIn signedIn, @RestClient PolicyClient client) {
        super(signedIn, "New version");
        this.client = client;
        for (TextArea area : List.of(policyText, casesText)) {
            area.addClassNames("hf-mono", "hf-code-area");
            area.setWidthFull();
            area.getElement().setAttribute("spellcheck", "false");
        }
        comment.setMaxLength(Reason.MAX_COMMENT);
        comment.setRequired(true);
        comment.setHelperText("What this version is for, in one sentence");
        comment.setValueChangeMode(ValueChangeMode.EAGER);
        comment.setWidthFull();
        comment.addValueChangeListener(
                change -> save.setEnabled(!change.getValue().isBlank()));
        save.setEnabled(false);
        save.setDisableOnClick(true);
    }

    @Override
    protected void show(Visit visit) {
        key = visit.path("policy");
        PolicyView policy = client.policy(visit.catalog(), key);
        name = PolicyWords.scope(policy);
        removeAll();
        if (policy.scope() == PolicyScope.SHIPPED || !visit.may(Act.WRITE_POLICIES)) {
            add(new PageHeader(title()), forbidden(visit, policy));
            return;
        }
        PolicyVersionText basis = basis(visit, policy);
        policyText.setValue(basis.policy());
        casesText.setValue(basis.cases());
        written = draft();
        checked.removeAll();
        Div acts = Styled.div("hf-actions", new Button("Check", clicked -> check()), save);
        add(
                new PageHeader(title())
                        .say(name + " · begins with "
                                + PolicyWords.version(
                                        basis.version().policy(),
                                        basis.version().version())),
                Styled.explanation(
                        "Saving changes nothing for any device: a candidate is replayed over stored"
                                + " evidence before it may be activated. It is saved only when it compiles and all of its test cases pass."),
                new Panel("Text", Styled.div("hf-form", policyText, casesText, checked, comment, refusal, acts)));
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (written.equals(draft())) {
            return;
        }
        BeforeLeaveEvent.ContinueNavigationAction leave = event.postpone();
        new ConfirmDialog(
                        "Leave without saving?",
                        "What you wrote is kept nowhere.",
                        "Leave",
                        confirmed -> leave.proceed(),
                        "Stay",
                        cancelled -> leave.cancel())
                .open();
    }

    private PolicyDraft draft() {
        return new PolicyDraft(policyText.getValue(), casesText.getValue());
    }

    @Override
    protected List<Crumb> crumbs() {
        return List.of(
                new Crumb("Policies", Links.policies(catalog())),
                new Crumb(name, Links.policy(catalog(), key)),
                Crumb.here(title()));
    }

    private static EmptyState forbidden(Visit visit, PolicyView policy) {
        boolean shipped = policy.scope() == PolicyScope.SHIPPED;
        return new EmptyState(
                Icon.POLICY,
                shipped ? "The policy that ships is the same everywhere" : "Writing policies is for contributors",
                shipped
                        ? "Give the catalog, a product or a group a policy of its own instead; it may begin with this text."
                        : "It takes the Contributor role. Ask an owner of this catalog.",
                new Anchor(Links.policies(visit.catalog()), "Show the policies"));
    }

    private PolicyVersionText basis(Visit visit, PolicyView policy) {
        String wanted = visit.query("version");
        int begin = wanted.matches("[1-9]\\d{0,8}")
                ? Integer.parseInt(wanted)
                : policy.activeVersion() > 0 ? policy.activeVersion() : policy.newestVersion();
        return begin > 0
                ? client.version(visit.catalog(), key, begin)
                : client.version(visit.catalog(), policy.appliesKey(), policy.appliesVersion());
    }

    private void check() {
        refusal.clear();
        try {
            report();
        } catch (RuntimeException failure) {
            refusal.show(Tone.CONTRAINDICATED, Refusal.words(failure));
        }
    }

    /** Shows what a check finds, and returns whether the text may be saved. */
    private boolean report() {
        checked.removeAll();
        PolicyCheck result = client.check(catalog(), draft());
        checked.add(new CheckReport(result, policyText, casesText));
        return result.good();
    }

    private void save() {
        refusal.clear();
        try {
            PolicyVersionView saved = client.save(
                    catalog(),
                    key,
                    new NewPolicyVersion(policyText.getValue(), casesText.getValue(), FormDialog.stripped(comment)));
            written = draft();
            Toast.done("Version " + saved.version() + " saved; it decides nothing yet");
            Links.go(this, Links.policyVersion(catalog(), key, saved.version()));
        } catch (RuntimeException failure) {
            refusal.show(Tone.CONTRAINDICATED, Refusal.words(failure));
            if (!report()) {
                // The report says the same, and leads to the lines.
                refusal.clear();
            }
        } finally {
            save.setEnabled(!comment.getValue().isBlank());
        }
    }
}
