/**
 * The demo: two catalogs, their products, images and deployments, made through the operator API by the demo's own users,
 * and the simulated devices. Start reading at {@link dev.holdfast.standalone.demo.DemoSeed}.
 */
@NullMarked
package dev.holdfast.standalone.demo;

import org.jspecify.annotations.NullMarked;
