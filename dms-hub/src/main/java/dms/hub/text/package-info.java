/** Text split into sentences and tokens. */
package dms.hub.text;
