package dev.holdfast.ui.member;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.shell.InstallationPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListFilter;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Who was given which role in the whole installation. */
@Route("c/:catalog/installation/members")
public class InstallationMembersView extends InstallationPage {
    private final transient Memberships memberships;
    private final GivenRoles given;

    /** Makes the page. */
    @Inject
    public InstallationMembersView(
            SignedIn signedIn,
            @RestClient InstallationMemberClient members,
            @RestClient InstallationPersonClient people) {
        super(signedIn);
        this.memberships = new InstallationMemberships(members, people);
        this.given = new GivenRoles(
                new ListFilter(GivenRoles.box(text -> goFiltered(Links.installationMembers(catalog()), text))));
    }

    @Override
    protected void begin() {
        add(given, new Panel("Also members", byGroups()), RoleWords.panel());
    }

    @Override
    protected String fill(Visit visit) {
        return given.show(
                visit,
                memberships,
                new MemberTable(memberships, true, () -> show(visit)),
                new EmptyState(
                        Icon.PERSON,
                        "Nobody was given a role in the installation",
                        "Such a role counts in every catalog. Make a second person an owner, who can help when the first is away."),
                Links.installationMembers(visit.catalog()));
    }

    @Override
    protected String adding() {
        return "Give a role";
    }

    @Override
    protected void ask(Runnable added) {
        new GiveRoleDialog(memberships, signedIn().me().findsPeople(), null, added).open();
    }

    @Override
    protected EmptyState others() {
        return new EmptyState(
                Icon.PERSON,
                "These roles are given by owners of the installation",
                "They count in every catalog. Ask one of the owners.");
    }

    @Override
    protected String title() {
        return "Members of the installation";
    }

    private static Component byGroups() {
        Paragraph words = new Paragraph(
                "Whom the identity provider has in the group of the installation's owners, as a rule"
                        + " /installation/owner, owns it; the groups publisher, contributor, security-analyst, approver and reader"
                        + " beside it carry the other roles. Who is in them is managed there and cannot be listed here.");
        words.addClassName("hf-muted");
        return words;
    }
}
