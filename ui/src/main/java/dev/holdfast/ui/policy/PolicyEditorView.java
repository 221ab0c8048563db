package dev.holdfast.ui.policy;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.identity.Permission;
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
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Edits a policy and its test cases, checks them and saves them as a candidate. Starts with the text of {@code ?version=}, otherwise of the
 * active version, the newest version or the inherited policy.
 */
@Route("c/:catalog/policies/:policy/edit")
public class PolicyEditorView extends CatalogPage implements BeforeLeaveObserver {
    private final transient PolicyClient client;
    private final TextArea policyText = new TextArea(text("policy-editor.policy"));
    private final TextArea casesText = new TextArea(text("policy-editor.cases"));
    private final TextField comment = new TextField(text("policy.reason"));
    private final Div checked = new Div();
    private final Outcome refusal = new Outcome();
    private final Button save = Styled.primary(text("policy-editor.save"), this::save);
    /** The texts as last loaded or saved. Leaving the page with other texts asks first. */
    private transient PolicyDraft saved = new PolicyDraft("", "");

    private final UpdateFormFields form = new UpdateFormFields(written -> {
        policyText.setValue(written);
        offerSave();
    });
    private final Paragraph byHand = Styled.note(text("policy-editor.by-hand"));
    private final Details yaml = new Details(text("policy-editor.show-yaml"));
    private String name = "";
    private String key = "";

    public PolicyEditorView(SignedIn signedIn, @RestClient PolicyClient client) {
        super(signedIn, text("policy-editor.title"));
        this.client = client;
        for (TextArea area : List.of(policyText, casesText)) {
            area.addClassNames("hf-mono", "hf-code-area");
            area.setWidthFull();
            area.getElement().setAttribute("spellcheck", "false");
        }
        policyText.addValueChangeListener(change -> {
            if (change.isFromClient() && PolicyWords.isUpdate(key)) {
                showForm(UpdateForm.read(change.getValue()));
            }
        });
        comment.setMaxLength(Reason.MAX_COMMENT);
        comment.setRequired(true);
        comment.setHelperText(text("policy-editor.reason-hint"));
        comment.setValueChangeMode(ValueChangeMode.EAGER);
        comment.setWidthFull();
        comment.addValueChangeListener(change -> offerSave());
        save.setEnabled(false);
        save.setDisableOnClick(true);
    }

    @Override
    protected void show(Visit visit) {
        key = visit.path("policy");
        PolicyView policy = client.policy(visit.catalog(), key);
        name = PolicyWords.scope(policy);
        removeAll();
        if (policy.scope() == PolicyScope.SHIPPED || !visit.may(Permission.WRITE_POLICIES)) {
            add(new PageHeader(title()), forbidden(visit, policy));
            return;
        }
        PolicyVersionText basis = basis(visit, policy);
        policyText.setValue(basis.policy());
        casesText.setValue(basis.cases());
        begin(policy);
        saved = draft();
        checked.removeAll();
        Div actions = Styled.div("hf-actions", new Button(text("policy-editor.check"), clicked -> check()), save);
        add(
                new PageHeader(title())
                        .say(text(
                                "policy-editor.based-on",
                                name,
                                PolicyWords.versionOf(
                                        basis.version().policy(),
                                        basis.version().version()))),
                Styled.explanation(text(
                        PolicyWords.isUpdate(key) ? "policy-editor.explanation-update" : "policy-editor.explanation")),
                new Panel(
                        text("policy-editor.panel"),
                        Styled.div("hf-form", texts(), checked, comment, refusal, actions)));
    }

    /** Starts an update policy. One that replaces none starts with the form. */
    private void begin(PolicyView policy) {
        if (!PolicyWords.isUpdate(key)) {
            return;
        }
        if (policy.newestVersion() == 0 && PolicyWords.isSetting(policy.effectiveKey())) {
            policyText.setValue(UpdateForm.initial(name).yaml());
            casesText.clear();
        }
        yaml.setOpened(false);
        showForm(UpdateForm.read(policyText.getValue()));
    }

    /** Returns the texts, of an update policy behind the form. */
    private Div texts() {
        if (!PolicyWords.isUpdate(key)) {
            return Styled.div("hf-form", policyText, casesText);
        }
        yaml.removeAll();
        yaml.add(policyText, casesText);
        yaml.setWidthFull();
        return Styled.div("hf-form", form, byHand, yaml);
    }

    /** Shows the values in the form, or hides it. Without it, the texts are open. */
    private void showForm(Optional<UpdateForm> values) {
        form.setVisible(values.isPresent());
        byHand.setVisible(values.isEmpty());
        values.ifPresent(form::show);
        offerSave();
        if (values.isEmpty()) {
            yaml.setOpened(true);
        }
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (saved.equals(draft())) {
            return;
        }
        BeforeLeaveEvent.ContinueNavigationAction leave = event.postpone();
        new ConfirmDialog(
                        text("policy-editor.leave.title"),
                        text("policy-editor.leave.text"),
                        text("policy-editor.leave.leave"),
                        confirmed -> leave.proceed(),
                        text("policy-editor.leave.stay"),
                        cancelled -> leave.cancel())
                .open();
    }

    private PolicyDraft draft() {
        return new PolicyDraft(
                policyText.getValue(), casesText.getValue(), PolicyWords.isUpdate(key) ? PolicyWords.UPDATE : null);
    }

    @Override
    protected List<Crumb> crumbs() {
        return List.of(
                new Crumb(text("policies.title"), Links.policies(catalog())),
                new Crumb(name, Links.policy(catalog(), key)),
                Crumb.here(title()));
    }

    private static EmptyState forbidden(Visit visit, PolicyView policy) {
        String key = policy.scope() == PolicyScope.SHIPPED ? "policy-editor.built-in" : "policy-editor.read-only";
        return new EmptyState(
                Icon.POLICY,
                text(key + ".title"),
                text(key + ".text"),
                new Anchor(Links.policies(visit.catalog()), text("policies.show-all")));
    }

    private PolicyVersionText basis(Visit visit, PolicyView policy) {
        String requested = visit.query("version");
        int basis = requested.matches("[1-9]\\d{0,8}")
                ? Integer.parseInt(requested)
                : policy.activeVersion() > 0 ? policy.activeVersion() : policy.newestVersion();
        return basis > 0
                ? client.version(visit.catalog(), key, basis)
                : client.version(visit.catalog(), policy.effectiveKey(), policy.effectiveVersion());
    }

    private void check() {
        refusal.clear();
        try {
            report();
        } catch (RuntimeException failure) {
            refusal.show(Tone.CONTRAINDICATED, Refusal.words(failure));
        }
    }

    /** Shows the result of a check; returns whether the policy may be saved. */
    private boolean report() {
        checked.removeAll();
        PolicyCheck result = client.check(catalog(), draft());
        checked.add(new CheckReport(result, policyText, casesText));
        yaml.setOpened(yaml.isOpened() || !result.valid());
        return result.valid();
    }

    private void save() {
        refusal.clear();
        try {
            PolicyVersionView version = client.save(
                    catalog(),
                    key,
                    new NewPolicyVersion(policyText.getValue(), casesText.getValue(), FormDialog.stripped(comment)));
            saved = draft();
            Toast.done(text("policy-editor.saved", String.valueOf(version.version())));
            Links.go(this, Links.policyVersion(catalog(), key, version.version()));
        } catch (RuntimeException failure) {
            refusal.show(Tone.CONTRAINDICATED, Refusal.words(failure));
            if (!report()) {
                // The report has the same problems, with links to the lines.
                refusal.clear();
            }
        } finally {
            offerSave();
        }
    }

    private void offerSave() {
        boolean isForm = PolicyWords.isUpdate(key) && form.isVisible();
        save.setEnabled(!comment.getValue().isBlank() && (!isForm || form.isValid()));
    }
}
