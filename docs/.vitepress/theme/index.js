import DefaultTheme from 'vitepress/theme-without-fonts';
import '../../../packages/elements/src/tokens.css';
import './look.css';

export default DefaultTheme;
