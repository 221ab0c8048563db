/**
 * Acts that need a second person: what waits for one, who may answer, and which acts need one. Start with
 * {@link dev.holdfast.ui.approval.ApprovalCard}, which every page uses that shows such an act.
 */
@NullMarked
package dev.holdfast.ui.approval;

import org.jspecify.annotations.NullMarked;
