/** The colours that CSS calls by a name. */
const names = `aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue
blueviolet brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan
darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen
darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey
darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite
forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink
indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral
lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen
lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen magenta
maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue
mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin
navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen
paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red
rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue
slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white
whitesmoke yellow yellowgreen`.split(/\s+/);

const functions = 'rgba? hsla? hwb lab lch oklab oklch color'.replaceAll(' ', '|');
const colour = new RegExp(
	`#[\\da-f]{3,8}\\b|\\b(${functions})\\(|(?<![\\w-])(${names.join('|')})(?![\\w-])`,
	'i'
);

/** Properties whose value may hold a colour; elsewhere a colour's name is just a word. */
const painted =
	/^(--.+|.*(color|background|fill|stroke|border|outline|shadow|image|filter|column-rule|text-decoration).*)$/;

/** The colours that a stylesheet or a component spells out, each as `property: value`. */
export function literalColours(path: string, text: string): string[] {
	const style = path.endsWith('.css') ? text : sections(text, /<style[^>]*>([^]*?)<\/style>/g);
	const markup = path.endsWith('.css') ? '' : text.replace(/<(script|style)[^>]*>[^]*?<\/\1>/g, '');
	const pairs = [
		...style.replace(/\/\*[^]*?\*\//g, '').matchAll(/([\w-]+)\s*:\s*([^;{}]+)(?=[;}])/g),
		...markup.matchAll(/(?:style:)?([\w-]+)="([^"]*)"/g)
	];
	return pairs
		.map(
			([, property, value]) =>
				[property!, value!.replace(/(url|var)\([^)]*\)/g, '').trim()] as const
		)
		.filter(([property, value]) => painted.test(property) && colour.test(value))
		.map(([property, value]) => `${property}: ${value}`);
}

const sections = (text: string, pattern: RegExp) =>
	[...text.matchAll(pattern)].map(([, inside]) => inside).join('\n');
