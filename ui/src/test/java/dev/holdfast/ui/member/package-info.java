/** Tests of the members page. */
@NullMarked
package dev.holdfast.ui.member;

import org.jspecify.annotations.NullMarked;
