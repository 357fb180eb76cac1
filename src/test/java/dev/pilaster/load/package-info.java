/**
 * Visitors of a site that come on a clock and never ask twice: what an upgrade loses, counted class
 * by class.
 */
package dev.pilaster.load;
