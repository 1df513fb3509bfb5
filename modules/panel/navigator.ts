import { Failure } from "../base/failure";
import type { Box } from "../graphics/box";
import { type Texts, texts } from "../language/texts";
import { AdministratorSession } from "./administrator-session";
import type { Canvas, TextMeasure } from "./canvas";
import { DISPLAY } from "./layout";
import { Painter } from "./painter";
import type { PanelContext, PanelServices, Screen } from "./screen";
import { View } from "./view";

/** The screens over each other, of which the top one is shown. Only that one has widgets. */
export class Navigator implements PanelContext {
	readonly device: PanelServices["device"];
	readonly settings: PanelServices["settings"];
	readonly account: PanelServices["account"];
	readonly fax: PanelServices["fax"];
	readonly queue: PanelServices["queue"];
	readonly history: PanelServices["history"];
	readonly scanToEmail: PanelServices["scanToEmail"];
	readonly toMyEmail: PanelServices["toMyEmail"];
	readonly users: PanelServices["users"];
	readonly connectionTest: PanelServices["connectionTest"];
	readonly administrator: PanelServices["administrator"];
	readonly factoryReset: PanelServices["factoryReset"];
	readonly session: AdministratorSession;
	readonly statusSheet: PanelServices["statusSheet"];
	readonly #canvas: Canvas;
	readonly #painter: Painter;
	readonly #covered: Screen[] = [];
	#view: View;

	/** Shows a screen, which is the home screen from then on. */
	constructor(services: PanelServices, canvas: Canvas, home: Screen) {
		this.device = services.device;
		this.settings = services.settings;
		this.account = services.account;
		this.fax = services.fax;
		this.queue = services.queue;
		this.history = services.history;
		this.scanToEmail = services.scanToEmail;
		this.toMyEmail = services.toMyEmail;
		this.users = services.users;
		this.connectionTest = services.connectionTest;
		this.administrator = services.administrator;
		this.factoryReset = services.factoryReset;
		this.session = new AdministratorSession(services.administrator);
		this.statusSheet = services.statusSheet;
		this.#canvas = canvas;
		this.#painter = new Painter((area) => this.#draw(area));
		this.#view = this.#layOut(home);
		home.enter(this);
		this.#painter.invalidate(DISPLAY);
		this.settings.observe((changed) => {
			if (changed.includes("language")) this.refresh();
		});
		this.administrator.observe((kept) => {
			if (kept !== this.session && this.session.isOpen) this.logOut();
		});
	}

	get texts(): Texts {
		return texts(this.settings.get("language"));
	}

	get measure(): TextMeasure {
		return this.#canvas;
	}

	/** What is shown. */
	get view(): View {
		return this.#view;
	}

	/** Pixels drawn since the start, and whether there are more to draw. */
	get painter(): Pick<Painter, "pixels" | "busy"> {
		return this.#painter;
	}

	/** @throws Failure when the screen cannot be made; what was shown stays */
	open(screen: Screen): void {
		const view = this.#layOut(screen);
		this.#covered.push(this.#view.screen);
		this.#show(view);
	}

	/** @throws Failure when the screen cannot be made; what was shown stays */
	replace(screen: Screen): void {
		const { screen: before } = this.#view;
		this.#show(this.#layOut(screen));
		before.close();
	}

	back(): void {
		const screen = this.#covered.pop();
		if (screen) this.replace(screen);
	}

	home(): void {
		const [screen, ...others] = this.#covered.splice(0);
		try {
			if (screen) this.replace(screen);
		} finally {
			for (const other of others) other.close();
		}
	}

	logOut(): void {
		const { isOpen } = this.session;
		this.session.end();
		if (this.#covered.length > 0) this.home();
		else if (isOpen) this.refresh();
	}

	refresh(area: Box = DISPLAY): void {
		try {
			this.#view = this.#layOut(this.#view.screen);
			this.#painter.invalidate(area);
		} catch (error) {
			// A setting that cannot be read now: what was shown stays.
			if (!(error instanceof Failure)) throw error;
		}
	}

	invalidate(box: Box): void {
		this.#painter.invalidate(box);
	}

	#show(view: View): void {
		this.#view.screen.leave();
		this.#view = view;
		view.screen.enter(this);
		this.#painter.invalidate(DISPLAY);
	}

	#layOut(screen: Screen): View {
		return new View(screen, screen.layout(this), (box) => this.#painter.invalidate(box));
	}

	#draw(area: Box): void {
		this.#canvas.begin(area);
		this.#view.draw(this.#canvas);
		this.#canvas.end();
	}
}
