/**
 * Kit asks the server for a newer version whenever the window regains the focus.
 * A page that promises to make no request after it has loaded does not.
 */
export function stayQuiet(): () => void {
	const onfocus = (event: Event) => {
		if (event.target === window) event.stopImmediatePropagation();
	};
	const onvisible = (event: Event) => {
		if (document.visibilityState === 'visible') event.stopImmediatePropagation();
	};
	addEventListener('focus', onfocus, true);
	addEventListener('visibilitychange', onvisible, true);
	return () => {
		removeEventListener('focus', onfocus, true);
		removeEventListener('visibilitychange', onvisible, true);
	};
}
